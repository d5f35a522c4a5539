package org.muniment.dicom.frame;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Some bits of a stream, moved to begin with a byte; the first bit is the lowest of its byte (PS3.5 8.1.1). The last byte is filled with 0. */
final class BitRangeInputStream extends FilterInputStream {

    private final long skipBytes;
    private final int shift;
    private long bitsLeft;
    private boolean started;
    private int current;

    BitRangeInputStream(InputStream in, long fromBit, long bits) {
        super(in);
        this.skipBytes = fromBit / 8;
        this.shift = (int) (fromBit % 8);
        this.bitsLeft = bits;
    }

    @Override
    public int read() throws IOException {
        if (bitsLeft <= 0) return -1;
        if (!started) start();
        int value = current >>> shift;
        if (shift == 0) {
            if (bitsLeft > 8) current = next();
        } else if (bitsLeft > 8 - shift) {
            current = next();
            value |= current << 8 - shift;
        }
        if (bitsLeft < 8) value &= (1 << bitsLeft) - 1;
        bitsLeft -= 8;
        return value & 0xff;
    }

    private void start() throws IOException {
        started = true;
        in.skipNBytes(skipBytes);
        current = next();
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) throw new EOFException("Pixel data ends within the frame");
        return b;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int b = read();
            if (b < 0) break;
            to[offset + count++] = (byte) b;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = 0;
        while (skipped < n && read() >= 0) skipped++;
        return skipped;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
