package org.muniment.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Part of a file as a stream; each read is one system call. */
final class FileRange extends InputStream {

    private final FileChannel file;
    private final long end;
    private long position;

    FileRange(FileChannel file, long offset, long length) {
        this.file = file;
        this.position = offset;
        this.end = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        int wanted = (int) Math.min(length, end - position);
        if (wanted <= 0) return -1;
        int n = file.read(ByteBuffer.wrap(into, offset, wanted), position);
        if (n > 0) position += n;
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = Math.max(0, Math.min(n, Math.min(end, file.size()) - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.min(end, file.size()) - position));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
