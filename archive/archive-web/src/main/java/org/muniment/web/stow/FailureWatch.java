package org.muniment.web.stow;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a failure of the stream from one of the data in it, which a reader may confuse. */
final class FailureWatch extends FilterInputStream {

    private IOException failure;

    FailureWatch(InputStream in) {
        super(in);
    }

    /** What the stream failed with, or null. */
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
        try {
            return in.read(into, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
