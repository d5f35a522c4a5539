package org.muniment.core.reconcile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;

/** Reads from an object what it is, since its key tells only hashes. */
final class ObjectHeader {

    private static final int PIXELS = 0x7FE00000;
    private static final BulkSource NOT_KEPT = (offset, length) -> InputStream.nullInputStream();

    private ObjectHeader() {}

    /** Empty where the object can't be read as a file, or is not the one its key says. */
    static Optional<InstanceId> id(ObjectStore store, ObjectKey key) {
        return read(store, key, Tag.StudyID).flatMap(ObjectHeader::id).filter(key::isVersionOf);
    }

    private static Optional<InstanceId> id(Attributes header) {
        try {
            return Optional.of(new InstanceId(
                    new StudyInstanceUid(header.getString(Tag.StudyInstanceUID)),
                    new SeriesInstanceUid(header.getString(Tag.SeriesInstanceUID)),
                    new SopInstanceUid(header.getString(Tag.SOPInstanceUID))));
        } catch (ArchiveException e) {
            return Optional.empty();
        }
    }

    /** All elements before the pixel data; empty where the object can't be read as a file. */
    static Optional<Attributes> read(ObjectStore store, ObjectKey key) {
        return read(store, key, PIXELS);
    }

    private static Optional<Attributes> read(ObjectStore store, ObjectKey key, int stopBefore) {
        ReadOptions options = ReadOptions.header(NOT_KEPT).withStopBefore(stopBefore);
        try (InputStream in = store.open(key)) {
            return Optional.of(DicomReader.ofFile(in, options).read());
        } catch (DicomFormatException | EOFException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + key + " can't be read", e);
        }
    }
}
