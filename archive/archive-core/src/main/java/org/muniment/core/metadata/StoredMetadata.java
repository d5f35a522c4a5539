package org.muniment.core.metadata;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.object.ObjectStore;

/** Metadata of a series: in memory, or where it is too large for that, in its store. */
final class StoredMetadata implements Metadata {

    private static final int BUFFER = 32 << 10;
    private static final int BEFORE_BODY = GzipArrayOutput.HEADER.length + GzipArrayOutput.bracket('[', false).length;
    private static final int AFTER_BODY = GzipArrayOutput.bracket(']', true).length + GzipArrayOutput.TRAILER;

    private final MetadataObject object;
    private final ObjectStore store;
    private final byte[] bytes;

    /** @param bytes begin with the gzip file; null to have it read from {@code store} */
    StoredMetadata(MetadataObject object, ObjectStore store, byte[] bytes) {
        this.object = object;
        this.store = store;
        this.bytes = bytes;
    }

    @Override
    public String entityTag() {
        return object.location().key().version();
    }

    @Override
    public InputStream gzipped() {
        return open(0, object.size());
    }

    /** Of {@link #gzipped}, what is between the brackets. */
    InputStream body() {
        return open(BEFORE_BODY, object.size() - BEFORE_BODY - AFTER_BODY);
    }

    /** CRC and length, as they stand at the end of {@link #gzipped}. */
    byte[] trailer() {
        try (InputStream in = open(object.size() - GzipArrayOutput.TRAILER, GzipArrayOutput.TRAILER)) {
            return in.readNBytes(GzipArrayOutput.TRAILER);
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "a metadata object can't be read", e);
        }
    }

    private InputStream open(long from, long length) {
        if (bytes != null) return new ByteArrayInputStream(bytes, (int) from, (int) length);
        return new BufferedInputStream(store.open(object.location().key(), from, length), BUFFER);
    }

    @Override
    public InputStream json() {
        return inflated(gzipped());
    }

    static InputStream inflated(InputStream gzipped) {
        try {
            return new GZIPInputStream(gzipped, BUFFER);
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "a metadata object is damaged", e);
        }
    }
}
