package org.muniment.core.retrieve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.patient.PatientPatch;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.TransferSyntaxException;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.transcode.Transcoder;

/** Finds instances to be given out and streams them. Safe for use by many threads. */
public final class RetrieveService {

    private static final int CHUNK = 64 << 10;

    private final StudyIndex index;
    private final ObjectStores stores;
    private final Transcoder transcoder;
    private final PatientPatches patients;

    /** Of an archive that gives out what it was given. */
    public RetrieveService(StudyIndex index, ObjectStores stores, Transcoder transcoder) {
        this(index, stores, transcoder, study -> PatientPatch.NONE);
    }

    /** @param patients what to put right of the patient in the instances of a study (IHE PIR) */
    public RetrieveService(
            StudyIndex index,
            ObjectStores stores,
            Transcoder transcoder,
            Function<StudyInstanceUid, PatientPatch> patients) {
        this.index = index;
        this.stores = stores;
        this.transcoder = transcoder;
        this.patients = new PatientPatches(patients);
    }

    /** The instances the keys name, found one by one as the stream is consumed; the caller closes it. Empty where there are none. */
    public Stream<InstanceRecord> find(RetrieveKeys keys) {
        return new InstanceFinder(index, keys).find();
    }

    /**
     * The data set's bytes as they were received, but for the patient where that is another now; without preamble and file meta information.
     *
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE; reading fails with CORRUPT_OBJECT where the object ends too early
     */
    public InputStream openDataSet(InstanceRecord instance) {
        long offset = instance.dataSetOffset();
        GivenFile file = file(instance);
        return file.open(offset, file.size() - offset);
    }

    private GivenFile file(InstanceRecord instance) {
        return GivenFile.of(instance, patients.of(instance.id().study()), stores);
    }

    /** How long the Part 10 file is. */
    public long size(InstanceRecord instance) {
        return file(instance).size();
    }

    /** Another one when the file is not the same any more though the instance is. */
    public String edition(InstanceRecord instance) {
        return patients.of(instance.id().study()).fingerprint();
    }

    /**
     * The whole Part 10 file.
     *
     * @throws ArchiveException as {@link #openDataSet}
     */
    public InputStream openFile(InstanceRecord instance) {
        GivenFile file = file(instance);
        return file.open(0, file.size());
    }

    /**
     * {@code count} bytes of the Part 10 file, from {@code from}; both lie within it.
     *
     * @throws ArchiveException as {@link #openDataSet}
     */
    public InputStream openFile(InstanceRecord instance, long from, long count) {
        return file(instance).open(from, count);
    }

    /**
     * UIDs of the transfer syntaxes this instance can be given out in without (further) loss, the one it is stored in first. Nothing of
     * it is read to know this: what has no pixel data, or some of a rare kind, may turn out not to be convertible after all.
     */
    public List<String> convertibleTo(InstanceRecord instance) {
        String stored = instance.transferSyntaxUid();
        return Stream.concat(Stream.of(stored), transcoder.targets(stored).stream())
                .toList();
    }

    /**
     * Writes the data set in {@code transferSyntaxUid}, which is one of {@link #convertibleTo}.
     *
     * @throws IOException where {@code out} fails
     * @throws ArchiveException as {@link #openDataSet}, and NOT_CONVERTIBLE, mostly before anything has been written
     */
    public void writeDataSet(InstanceRecord instance, String transferSyntaxUid, OutputStream out) throws IOException {
        if (transferSyntaxUid.equals(instance.transferSyntaxUid())) {
            try (InputStream in = openDataSet(instance)) {
                copy(in, out);
            }
        } else {
            convert(instance, transferSyntaxUid, out);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) out.write(chunk, 0, n);
    }

    private void convert(InstanceRecord instance, String transferSyntaxUid, OutputStream out) throws IOException {
        try {
            transcoder.transcode(dataSet(instance), instance.transferSyntaxUid(), transferSyntaxUid, out);
        } catch (PixelException | TransferSyntaxException e) {
            throw new ArchiveException(ErrorCode.NOT_CONVERTIBLE, e.getMessage(), e);
        } catch (DicomFormatException e) { // it was well-formed when it was stored
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "object " + instance.location() + " is damaged", e);
        }
    }

    private BulkSource dataSet(InstanceRecord instance) {
        GivenFile file = file(instance);
        return (offset, length) -> {
            long from = instance.dataSetOffset() + offset;
            return file.open(from, Math.max(0, Math.min(length, file.size() - from)));
        };
    }
}
