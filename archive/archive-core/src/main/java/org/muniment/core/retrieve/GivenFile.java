package org.muniment.core.retrieve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.core.patient.PatientPatch;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.Value;

/**
 * An instance's Part 10 file as it is given out: as it is stored, or with the patient put right. To be taken once for each answer: its length, its
 * edition and its bytes go together, whatever is said of the patient meanwhile. Nothing is read before it is needed, and of a file that is put right
 * only the beginning, up to the last of the patient's attributes, is held. Safe for use by many threads.
 */
public final class GivenFile {

    /** The first group behind the patient's. */
    private static final int BEHIND_PATIENT = 0x00110000;

    private static final int GROUP_LENGTH = 0x00100000;
    private static final int LARGEST_HEAD = 1 << 20;

    private final InstanceRecord instance;
    private final PatientPatch patient;
    private final ObjectStores stores;
    private Head head;

    GivenFile(InstanceRecord instance, PatientPatch patient, ObjectStores stores) {
        this.instance = instance;
        this.patient = patient;
        this.stores = stores;
    }

    public InstanceRecord instance() {
        return instance;
    }

    /** Another one when the file is not the same any more though the instance is; empty where it is as it was stored. */
    public String edition() {
        return patient.fingerprint();
    }

    /**
     * How long it is.
     *
     * @throws ArchiveException as {@link #open()}
     */
    public long size() {
        return instance.size() + head().grown();
    }

    /**
     * All of it.
     *
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE; reading fails with CORRUPT_OBJECT where the object ends too early
     */
    public InputStream open() {
        return open(0, size());
    }

    /**
     * {@code count} bytes from {@code from}; both lie within it.
     *
     * @throws ArchiveException as {@link #open()}
     */
    public InputStream open(long from, long count) {
        byte[] held = head().bytes();
        if (from >= held.length) return rest(from - held.length, count);
        int first = (int) Math.min(count, held.length - from);
        InputStream beginning = new ByteArrayInputStream(held, (int) from, first);
        return first == count ? beginning : new SequenceInputStream(beginning, rest(0, count - first));
    }

    /**
     * The data set, without preamble and file meta information: its bytes as they were received, but for the patient where that is another now.
     *
     * @throws ArchiveException as {@link #open()}
     */
    public InputStream openDataSet() {
        return open(instance.dataSetOffset(), size() - instance.dataSetOffset());
    }

    private InputStream rest(long from, long count) {
        InputStream in =
                stores.of(instance.location()).open(instance.location().key(), head().replaced() + from, count);
        return new ExactStream(in, instance.location(), count);
    }

    private synchronized Head head() {
        if (head == null) head = isAsStored() ? Head.NONE : rewritten();
        return head;
    }

    private boolean isAsStored() {
        return patient.isEmpty()
                || TransferSyntax.of(instance.transferSyntaxUid()).deflated();
    }

    private Head rewritten() {
        StoredFile file = new StoredFile(stores, instance);
        ReadOptions beginning = ReadOptions.header(file)
                .withHeapLimit(LARGEST_HEAD)
                .withBulkThreshold(Integer.MAX_VALUE) // in items, too, it is the limit that counts
                .withStopBefore(BEHIND_PATIENT);
        return file.parse(beginning, reader -> {
                    Attributes lead = reader.read();
                    if (!isHeld(lead)) return Optional.<Head>empty();
                    patient.applyInItsCharacterSet(lead);
                    lead.remove(GROUP_LENGTH); // it may be another now, and nobody needs it
                    ByteArrayOutputStream head = new ByteArrayOutputStream();
                    try (InputStream before = file.open(0, instance.dataSetOffset())) {
                        before.transferTo(head);
                    }
                    DicomWriter.writeDataSet(
                            lead, encoding(reader.transferSyntax(), reader.contradictsDeclaration()), head);
                    return Optional.of(new Head(head.toByteArray(), reader.position()));
                })
                .orElse(Head.NONE);
    }

    /** What is too large to be held is too large to be rewritten. */
    private static boolean isHeld(Attributes lead) {
        return lead.elements().stream()
                .noneMatch(e -> e.value() instanceof Value.Bulk || e.value() instanceof Value.Encoded);
    }

    /** What the data set is encoded in, which need not be what was declared: the beginning and the rest must agree. */
    private static TransferSyntax encoding(TransferSyntax declared, boolean contradicted) {
        if (!contradicted) return declared;
        return declared.explicitVr()
                ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN
                : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    }

    /** @param bytes what stands in the place of the first {@code replaced} bytes */
    private record Head(byte[] bytes, long replaced) {

        static final Head NONE = new Head(new byte[0], 0);

        long grown() {
            return bytes.length - replaced;
        }
    }
}
