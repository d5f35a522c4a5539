package org.muniment.core.retrieve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.core.ObjectStores;
import org.muniment.dicom.DataSetConverter;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.TransferSyntaxException;

/** Finds instances to be given out and streams them. Safe for use by many threads. */
public final class RetrieveService {

    private static final int CHUNK = 64 << 10;

    /** Those that say the same without loss, in the order to be preferred. */
    private static final List<TransferSyntax> NATIVE = List.of(
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);

    private final StudyIndex index;
    private final ObjectStores stores;

    public RetrieveService(StudyIndex index, ObjectStores stores) {
        this.index = index;
        this.stores = stores;
    }

    /** The instances the keys name, found one by one as the stream is consumed; the caller closes it. Empty where there are none. */
    public Stream<InstanceRecord> find(RetrieveKeys keys) {
        return new InstanceFinder(index, keys).find();
    }

    /**
     * The data set's bytes as they were received, without preamble and file meta information.
     *
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE; reading fails with CORRUPT_OBJECT where the object ends too early
     */
    public InputStream openDataSet(InstanceRecord instance) {
        long offset = instance.dataSetOffset();
        return openFile(instance, offset, instance.size() - offset);
    }

    /**
     * The whole Part 10 file.
     *
     * @throws ArchiveException as {@link #openDataSet}
     */
    public InputStream openFile(InstanceRecord instance) {
        return openFile(instance, 0, instance.size());
    }

    /**
     * {@code count} bytes of the Part 10 file, from {@code from}; both lie within it.
     *
     * @throws ArchiveException as {@link #openDataSet}
     */
    public InputStream openFile(InstanceRecord instance, long from, long count) {
        ObjectLocation location = instance.location();
        return new ExactStream(stores.of(location).open(location.key(), from, count), location, count);
    }

    /** UIDs of the transfer syntaxes this instance can be given out in without loss, the one it is stored in first. */
    public List<String> convertibleTo(InstanceRecord instance) {
        TransferSyntax stored = TransferSyntax.of(instance.transferSyntaxUid());
        Stream<TransferSyntax> others =
                NATIVE.stream().filter(other -> !other.equals(stored) && DataSetConverter.canConvert(stored, other));
        return Stream.concat(Stream.of(stored), others).map(TransferSyntax::uid).toList();
    }

    /**
     * Writes the data set in {@code transferSyntaxUid}, which is one of {@link #convertibleTo}.
     *
     * @throws IOException where {@code out} fails
     * @throws ArchiveException as {@link #openDataSet}, and NOT_CONVERTIBLE
     */
    public void writeDataSet(InstanceRecord instance, String transferSyntaxUid, OutputStream out) throws IOException {
        try (InputStream in = openDataSet(instance)) {
            if (transferSyntaxUid.equals(instance.transferSyntaxUid())) copy(in, out);
            else convert(in, instance, TransferSyntax.of(transferSyntaxUid), out);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) out.write(chunk, 0, n);
    }

    private static void convert(InputStream in, InstanceRecord instance, TransferSyntax target, OutputStream out)
            throws IOException {
        try {
            DataSetConverter.convert(in, TransferSyntax.of(instance.transferSyntaxUid()), out, target);
        } catch (TransferSyntaxException e) {
            throw new ArchiveException(ErrorCode.NOT_CONVERTIBLE, e.getMessage(), e);
        } catch (DicomFormatException e) { // it was well-formed when it was stored
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "object " + instance.location() + " is damaged", e);
        }
    }
}
