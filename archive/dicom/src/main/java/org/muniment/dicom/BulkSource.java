package org.muniment.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Where values too large for the heap are read from again. */
@FunctionalInterface
public interface BulkSource {

    /** A stream of {@code length} bytes from {@code offset}, fewer where the source ends before; the caller closes it. */
    InputStream open(long offset, long length) throws IOException;

    static BulkSource of(byte[] bytes) {
        return (offset, length) -> {
            int from = (int) Math.min(offset, bytes.length);
            return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
        };
    }

    /** A file, opened anew for each value. */
    static BulkSource of(Path file) {
        return (offset, length) -> new BoundedInputStream(
                Channels.newInputStream(FileChannel.open(file).position(offset)), length);
    }

    /** Reads from a deflate stream by places in what it inflates to: each time from its start, as deflate has no index. */
    static BulkSource inflating(BulkSource file, long start) {
        return new DeflatedBulkSource(file, start);
    }
}
