package org.muniment.core.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a sender sends: each byte read also goes to a copy, and the sender's own failure is told from that of its data. */
final class SourceStream extends FilterInputStream {

    interface Copy {
        void write(byte[] bytes, int offset, int length);
    }

    private Copy copy;
    private IOException failure;

    SourceStream(InputStream in, Copy copy) {
        super(in);
        this.copy = copy;
    }

    /** From here on bytes go to {@code other}. */
    void copyTo(Copy other) {
        copy = other;
    }

    /** What the sender's stream failed with, or null. */
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n;
        try {
            n = in.read(into, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (n > 0) copy.write(into, offset, n);
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        throw new IOException("bytes are copied, not skipped");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The sender's stream is closed by who opened it. */
    @Override
    public void close() {}
}
