package org.muniment.core.retrieve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectLocation;

/** Part of a stored object, which must be as long as it is said to be; failures to read it are the archive's, not the receiver's. */
final class ExactStream extends FilterInputStream {

    private final ObjectLocation location;
    private long left;

    /** @param in from the first byte wanted */
    ExactStream(InputStream in, ObjectLocation location, long length) {
        super(in);
        this.location = location;
        this.left = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) return 0;
        if (left == 0) return -1;
        int n;
        try {
            n = in.read(into, offset, (int) Math.min(length, left));
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + location + " can't be read", e);
        }
        if (n < 0)
            throw new ArchiveException(
                    ErrorCode.CORRUPT_OBJECT, "object " + location + " lacks its last " + left + " bytes");
        left -= n;
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(Math.min(n, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
