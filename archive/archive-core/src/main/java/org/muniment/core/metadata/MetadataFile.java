package org.muniment.core.metadata;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;

/**
 * A metadata object as it lies in a store: the array of the instances' metadata as a gzip file, its directory, and in the last eight bytes
 * where the directory begins. The array alone is what is given out, as it is.
 */
public final class MetadataFile implements Closeable {

    private static final int POINTER = Long.BYTES;

    private final MetadataDirectory.Input directory;
    private final InputStream array;
    private long position;

    private MetadataFile(MetadataDirectory.Input directory, InputStream array) {
        this.directory = directory;
        this.array = array;
    }

    /** @throws IOException also where it is damaged */
    static MetadataFile open(ObjectStore store, MetadataObject object) throws IOException {
        ObjectKey key = object.location().key();
        MetadataDirectory.Input directory =
                new MetadataDirectory.Input(store.open(key, object.size(), Long.MAX_VALUE - object.size()));
        try {
            InputStream gzipped = store.open(key, 0, object.size());
            return new MetadataFile(directory, new BufferedInputStream(new GZIPInputStream(gzipped, 16 << 10)));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * The array alone, compressed; empty where the object is not there, or not all of it.
     *
     * @throws ArchiveException STORE_UNAVAILABLE
     */
    static Optional<byte[]> readArray(ObjectStore store, MetadataObject object) {
        int size = Math.toIntExact(object.size());
        try (InputStream in = store.open(object.location().key(), 0, size)) {
            byte[] array = in.readNBytes(size);
            return array.length == size ? Optional.of(array) : Optional.empty();
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.NOT_FOUND) return Optional.empty();
            throw e;
        } catch (IOException e) {
            throw new ArchiveException(
                    ErrorCode.STORE_UNAVAILABLE, "object " + object.location() + " can't be read", e);
        }
    }

    /** The next entry of the directory; null behind the last. */
    MetadataDirectory.Entry next() throws IOException {
        return directory.next();
    }

    /** Copies the text of an entry; only forwards. */
    void copy(MetadataDirectory.Entry entry, OutputStream out) throws IOException {
        array.skipNBytes(entry.offset() - position);
        position = entry.offset();
        byte[] chunk = new byte[16 << 10];
        for (long left = entry.length(); left > 0; ) {
            int n = array.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (n < 0) throw new EOFException("Metadata ends early");
            out.write(chunk, 0, n);
            left -= n;
            position += n;
        }
    }

    /** Reads what has not been, so that damage to anything before is noticed by its sum. */
    void verify() throws IOException {
        while (directory.next() != null) continue;
        array.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            array.close();
        }
    }

    /** What is written behind the array, and where it begins. */
    static byte[] tail(byte[] directory, long arrayLength) {
        return ByteBuffer.allocate(directory.length + POINTER)
                .put(directory)
                .putLong(arrayLength)
                .array();
    }

    /**
     * Whose metadata the object is; empty where it can't be read as such.
     *
     * @throws IOException where the store fails while reading
     */
    public static Optional<SeriesId> seriesOf(ObjectStore store, ObjectInfo object) throws IOException {
        long size = arraySize(store, object);
        if (size < 0) return Optional.empty();
        try (var directory = new MetadataDirectory.Input(store.open(object.key(), size, object.size() - size))) {
            return Optional.of(directory.series());
        } catch (IOException e) { // not a directory
            return Optional.empty();
        }
    }

    /** Bytes of the array; -1 where the object does not tell. */
    private static long arraySize(ObjectStore store, ObjectInfo object) throws IOException {
        long end = object.size() - POINTER;
        if (end < 0) return -1;
        try (DataInputStream in = new DataInputStream(store.open(object.key(), end, POINTER))) {
            long size = in.readLong();
            return size < end ? size : -1;
        }
    }

    /** Whether the object is as it was written, by its sums. */
    public static boolean isWhole(ObjectStore store, ObjectInfo object) {
        try {
            long size = arraySize(store, object);
            if (size < 0) return false;
            ObjectLocation location = new ObjectLocation(store.name(), object.key());
            try (MetadataFile file = open(store, new MetadataObject(location, size, ""))) {
                file.verify();
                return true;
            }
        } catch (IOException e) {
            return false;
        }
    }
}
