package org.muniment.dicom;

import java.io.IOException;
import java.io.OutputStream;

/** Reverses each {@code unit} of the bytes passing through. Closing passes on an incomplete last unit, not the close. */
final class SwappingOutputStream extends OutputStream {

    private final OutputStream out;
    private final int unit;
    private final byte[] buffer = new byte[8192];
    private int used;

    SwappingOutputStream(OutputStream out, int unit) {
        this.out = out;
        this.unit = unit;
    }

    @Override
    public void write(int b) throws IOException {
        if (used == buffer.length) drain();
        buffer[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (used == buffer.length) drain();
            int n = Math.min(length - done, buffer.length - used);
            System.arraycopy(bytes, offset + done, buffer, used, n);
            used += n;
            done += n;
        }
    }

    /** The buffer's size is a multiple of every unit, so that only the last drain can hold part of one. */
    private void drain() throws IOException {
        ByteSwap.swap(buffer, used, unit);
        out.write(buffer, 0, used);
        used = 0;
    }

    @Override
    public void close() throws IOException {
        drain();
    }
}
