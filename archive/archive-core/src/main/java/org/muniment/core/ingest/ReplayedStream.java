package org.muniment.core.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that were read once already, and then the rest. Unlike SequenceInputStream it lets the bytes go as soon as they are read again. */
final class ReplayedStream extends InputStream {

    private InputStream replayed;
    private final InputStream rest;

    ReplayedStream(byte[] bytes, InputStream rest) {
        this.replayed = new ByteArrayInputStream(bytes);
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (replayed != null) {
            int n = replayed.read(into, offset, length);
            if (n >= 0) return n;
            replayed = null;
        }
        return rest.read(into, offset, length);
    }
}
