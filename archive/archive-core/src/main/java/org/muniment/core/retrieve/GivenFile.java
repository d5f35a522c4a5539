package org.muniment.core.retrieve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ObjectStores;
import org.muniment.core.patient.PatientPatch;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.Value;

/**
 * An instance's Part 10 file as it is given out: as it is stored, or with the patient put right, and then only its beginning, up to the last of
 * the patient's attributes, is held.
 *
 * @param head what stands in the place of the first {@code replaced} bytes
 */
record GivenFile(InstanceRecord instance, ObjectStore store, byte[] head, long replaced) {

    /** The first group behind the patient's. */
    private static final int BEHIND_PATIENT = 0x00110000;

    private static final int GROUP_LENGTH = 0x00100000;
    private static final int LARGEST_HEAD = 1 << 20;

    static GivenFile of(InstanceRecord instance, PatientPatch patient, ObjectStores stores) {
        GivenFile stored = new GivenFile(instance, stores.of(instance.location()), new byte[0], 0);
        boolean deflated = TransferSyntax.of(instance.transferSyntaxUid()).deflated();
        if (patient.isEmpty() || deflated) return stored;
        StoredFile file = new StoredFile(stores, instance);
        ReadOptions beginning = ReadOptions.header(file)
                .withHeapLimit(LARGEST_HEAD)
                .withBulkThreshold(Integer.MAX_VALUE) // in items, too, it is the limit that counts
                .withStopBefore(BEHIND_PATIENT);
        return file.parse(beginning, reader -> {
                    Attributes lead = reader.read();
                    if (!isHeld(lead)) return Optional.<GivenFile>empty();
                    patient.applyInItsCharacterSet(lead);
                    lead.remove(GROUP_LENGTH); // it may be another now, and nobody needs it
                    ByteArrayOutputStream head = new ByteArrayOutputStream();
                    try (InputStream before = file.open(0, instance.dataSetOffset())) {
                        before.transferTo(head);
                    }
                    DicomWriter.writeDataSet(
                            lead, encoding(reader.transferSyntax(), reader.contradictsDeclaration()), head);
                    return Optional.of(new GivenFile(instance, stored.store, head.toByteArray(), reader.position()));
                })
                .orElse(stored);
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

    long size() {
        return instance.size() - replaced + head.length;
    }

    /** {@code count} bytes from {@code from}; both lie within it. */
    InputStream open(long from, long count) {
        if (from >= head.length) return rest(from - head.length, count);
        int held = (int) Math.min(count, head.length - from);
        InputStream first = new ByteArrayInputStream(head, (int) from, held);
        return held == count ? first : new SequenceInputStream(first, rest(0, count - held));
    }

    private InputStream rest(long from, long count) {
        return new ExactStream(
                store.open(instance.location().key(), replaced + from, count), instance.location(), count);
    }
}
