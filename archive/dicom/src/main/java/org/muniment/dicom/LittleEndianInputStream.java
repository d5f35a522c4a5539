package org.muniment.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Big endian numbers turned around as they are read; what is less than a whole number at the end stays as it is. */
public final class LittleEndianInputStream extends FilterInputStream {

    private final byte[] number;
    private int left;

    /** @param unit bytes of each number */
    public LittleEndianInputStream(InputStream in, int unit) {
        super(in);
        this.number = new byte[unit];
    }

    @Override
    public int read() throws IOException {
        if (left == 0 && !fill()) return -1;
        return number[--left] & 0xff;
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

    /** Reads what it skips, as it counts in numbers turned around. */
    @Override
    public long skip(long n) throws IOException {
        long skipped = 0;
        while (skipped < n && read() >= 0) skipped++;
        return skipped;
    }

    @Override
    public int available() {
        return left;
    }

    private boolean fill() throws IOException {
        left = in.readNBytes(number, 0, number.length);
        if (left < number.length) {
            for (int a = 0, b = left - 1; a < b; a++, b--) {
                byte kept = number[a];
                number[a] = number[b];
                number[b] = kept;
            }
        }
        return left > 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
