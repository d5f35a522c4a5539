package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.PixelException;

/** Entropy-coded bits of a scan, up to the next marker (ITU-T T.81 F.2.2.5): FF 00 stands for FF. */
final class BitReader {

    private final byte[] in;
    private int position;
    private long buffer;
    /** Bits in the buffer, of which the last {@link #padding} are not in the stream. */
    private int count;

    private int padding;

    BitReader(byte[] in, int position) {
        this.in = in;
        this.position = position;
    }

    private void fill() {
        while (count <= 48) {
            int next = position < in.length ? in[position] & 0xff : -1;
            if (next == 0xff) {
                if (position + 1 < in.length && in[position + 1] == 0) position++;
                else next = -1;
            }
            if (next < 0) {
                buffer <<= 8;
                padding += 8;
            } else {
                buffer = buffer << 8 | next;
                position++;
            }
            count += 8;
        }
    }

    /** The next 16 bits, zeros behind the end, not taken yet. */
    int peek16() {
        if (count < 16) fill();
        return (int) (buffer >>> count - 16) & 0xffff;
    }

    void skip(int bits) throws PixelException {
        count -= bits;
        if (count < padding) throw PixelException.corrupt("JPEG: entropy-coded data ends too early");
    }

    /** A difference of 0 to 16 bits, as of table F.1: those with a leading zero are negative. */
    int difference(int bits) throws PixelException {
        if (bits == 0) return 0;
        int value = peek16() >>> 16 - bits;
        skip(bits);
        return value < 1 << bits - 1 ? value - (1 << bits) + 1 : value;
    }

    /** Drops what is left of a byte and steps over the marker RSTn that has to be next. */
    void restart(int number) throws PixelException {
        position = markerPosition();
        int marker = 0xd0 + (number & 7);
        if (position + 1 >= in.length || (in[position + 1] & 0xff) != marker) {
            throw PixelException.corrupt("JPEG: restart marker " + (number & 7) + " is missing");
        }
        position += 2;
        buffer = 0;
        count = 0;
        padding = 0;
    }

    /** Where the marker behind the entropy-coded data starts, or the end; fill bytes and unread data are passed over. */
    int markerPosition() {
        int at = position;
        while (at + 1 < in.length && !(in[at] == (byte) 0xff && in[at + 1] != 0 && in[at + 1] != (byte) 0xff)) at++;
        return at + 1 < in.length ? at : in.length;
    }
}
