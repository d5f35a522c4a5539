package org.muniment.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A buffered stream that writes numbers in either byte order. */
final class DicomOutput extends OutputStream {

    private static final int BUFFER = 16 * 1024;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private long written;

    DicomOutput(OutputStream out) {
        this.out = out;
    }

    /** Bytes taken so far. */
    long position() {
        return written + used;
    }

    private void room(int n) throws IOException {
        if (BUFFER - used < n) drain();
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        written += used;
        used = 0;
    }

    void writeShort(int number, boolean bigEndian) throws IOException {
        room(2);
        buffer[used++] = (byte) (bigEndian ? number >>> 8 : number);
        buffer[used++] = (byte) (bigEndian ? number : number >>> 8);
    }

    void writeInt(int number, boolean bigEndian) throws IOException {
        writeShort(bigEndian ? number >>> 16 : number, bigEndian);
        writeShort(bigEndian ? number : number >>> 16, bigEndian);
    }

    void writeTag(int tag, boolean bigEndian) throws IOException {
        writeShort(tag >>> 16, bigEndian);
        writeShort(tag, bigEndian);
    }

    @Override
    public void write(int b) throws IOException {
        room(1);
        buffer[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > BUFFER - used) {
            drain();
            if (length > BUFFER) {
                out.write(bytes, offset, length);
                written += length;
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, used, length);
        used += length;
    }

    /** Little-endian bytes, turned around where {@code bigEndian}. */
    void writeValue(byte[] bytes, int unit, boolean bigEndian) throws IOException {
        if (!bigEndian || unit == 1) {
            write(bytes, 0, bytes.length);
            return;
        }
        byte[] swapped = bytes.clone();
        ByteSwap.swap(swapped, swapped.length, unit);
        write(swapped, 0, swapped.length);
    }

    /** Exactly {@code length} bytes of {@code in}, each {@code unit} of them turned around where {@code swap}. */
    void copy(InputStream in, long length, int unit, boolean swap) throws IOException {
        OutputStream to = swap && unit > 1 ? new SwappingOutputStream(this, unit) : this;
        byte[] chunk = new byte[(int) Math.min(length, BUFFER)];
        long left = length;
        while (left > 0) {
            int n = in.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (n < 0) throw new EOFException("Bulk value ends " + left + " of " + length + " bytes early");
            to.write(chunk, 0, n);
            left -= n;
        }
        if (to != this) to.close();
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }
}
