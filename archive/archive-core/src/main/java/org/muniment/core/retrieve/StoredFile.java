package org.muniment.core.retrieve;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ObjectStores;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;

/** An instance's Part 10 file, to be parsed where it lies: what is not wanted of it is not read. */
public final class StoredFile implements BulkSource {

    private final ObjectStore store;
    private final InstanceRecord instance;

    public StoredFile(ObjectStores stores, InstanceRecord instance) {
        this.store = stores.of(instance.location());
        this.instance = instance;
    }

    /** What a caller makes of a reader. */
    @FunctionalInterface
    public interface Use<T> {
        T of(DicomReader reader) throws IOException;
    }

    @Override
    public InputStream open(long offset, long length) {
        return store.open(instance.location().key(), offset, length);
    }

    /** By places in the inflated data set, for an object in a deflated transfer syntax. */
    public BulkSource inflated() {
        return BulkSource.inflating(this, instance.dataSetOffset());
    }

    public ObjectLocation location() {
        return instance.location();
    }

    /**
     * @param options of which the source is this file
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE; CORRUPT_OBJECT where it is not the file that was stored
     */
    public <T> T parse(ReadOptions options, Use<T> use) {
        try (InputStream in = open(0, Long.MAX_VALUE)) {
            return use.of(DicomReader.ofFile(in, options.withBulkSource(this).withSkipping()));
        } catch (DicomFormatException | EOFException e) { // it was well-formed when it was stored
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "object " + location() + " is damaged", e);
        } catch (IOException e) {
            throw StoredValue.unreadable(location(), e);
        }
    }
}
