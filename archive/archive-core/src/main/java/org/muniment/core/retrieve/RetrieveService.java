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
        this(index, stores, transcoder, new PatientPatches(patients));
    }

    RetrieveService(StudyIndex index, ObjectStores stores, Transcoder transcoder, PatientPatches patients) {
        this.index = index;
        this.stores = stores;
        this.transcoder = transcoder;
        this.patients = patients;
    }

    /** The instances the keys name, found one by one as the stream is consumed; the caller closes it. Empty where there are none. */
    public Stream<InstanceRecord> find(RetrieveKeys keys) {
        return new InstanceFinder(index, keys).find();
    }

    /** The file as it is to be given out from now on. Costs nothing but a look at whose the study is, and that seldom. */
    public GivenFile file(InstanceRecord instance) {
        return new GivenFile(instance, patients.of(instance.id().study()), stores);
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
     * @throws ArchiveException as {@link GivenFile#open()}, and NOT_CONVERTIBLE, mostly before anything has been written
     */
    public void writeDataSet(GivenFile file, String transferSyntaxUid, OutputStream out) throws IOException {
        if (transferSyntaxUid.equals(file.instance().transferSyntaxUid())) {
            try (InputStream in = file.openDataSet()) {
                copy(in, out);
            }
        } else {
            convert(file, transferSyntaxUid, out);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) out.write(chunk, 0, n);
    }

    private void convert(GivenFile file, String transferSyntaxUid, OutputStream out) throws IOException {
        InstanceRecord instance = file.instance();
        try {
            transcoder.transcode(dataSet(file), instance.transferSyntaxUid(), transferSyntaxUid, out);
        } catch (PixelException | TransferSyntaxException e) {
            throw new ArchiveException(ErrorCode.NOT_CONVERTIBLE, e.getMessage(), e);
        } catch (DicomFormatException e) { // it was well-formed when it was stored
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "object " + instance.location() + " is damaged", e);
        }
    }

    private static BulkSource dataSet(GivenFile file) {
        return (offset, length) -> {
            long from = file.instance().dataSetOffset() + offset;
            return file.open(from, Math.max(0, Math.min(length, file.size() - from)));
        };
    }
}
