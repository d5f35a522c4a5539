package org.muniment.core.tier;

import java.io.IOException;
import java.io.InputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** Part of an object from one copy, and where that fails half way, the rest of it from another. */
final class CopyStream extends InputStream {

    private final CopySource source;
    private final long offset;
    private final long length;
    private InputStream in;
    /** Bytes given out. */
    private long position;
    /** Bytes that must come of {@link #in} yet, or below 0 where that is not known. */
    private long due;

    private CopyStream(CopySource source, long offset, long length) {
        this.source = source;
        this.offset = offset;
        this.length = length;
    }

    /** How long a loose file should be is for its reader to know. */
    static CopyStream ofLooseFile(CopySource source, InputStream file, long offset, long length) {
        CopyStream stream = new CopyStream(source, offset, length);
        stream.in = file;
        stream.due = -1;
        return stream;
    }

    static CopyStream ofContainers(CopySource source, long offset, long length) {
        CopyStream stream = new CopyStream(source, offset, length);
        stream.next();
        return stream;
    }

    private void next() {
        CopySource.Range range = source.next(offset + position, length - position);
        in = range.in();
        due = range.bytes();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) return 0;
        while (true) {
            ArchiveException failure;
            try {
                int n = due == 0 ? -1 : in.read(into, from, count);
                if (n >= 0) {
                    passed(n);
                    return n;
                }
                if (due <= 0) return -1;
                failure = new ArchiveException(ErrorCode.CORRUPT_OBJECT, "a copy lacks its last " + due + " bytes");
            } catch (IOException e) {
                failure = unreadable(e);
            } catch (ArchiveException e) {
                failure = e;
            }
            failOver(failure);
        }
    }

    private static ArchiveException unreadable(IOException cause) {
        return new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "a copy can't be read on", cause);
    }

    private void passed(long n) {
        position += n;
        if (due > 0) due -= n;
    }

    private void failOver(ArchiveException failure) {
        try {
            in.close();
        } catch (IOException e) {
            failure.addSuppressed(e); // that it can't be read was known
        }
        in = InputStream.nullInputStream();
        source.failed(failure);
        next();
    }

    @Override
    public long skip(long n) {
        try {
            long skipped = in.skip(due < 0 ? n : Math.min(n, due));
            passed(skipped);
            return skipped;
        } catch (IOException e) {
            failOver(unreadable(e));
            return 0;
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
