package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.PixelException;

/** The parameters of a marker segment, in big endian. */
final class Segment {

    private final byte[] in;
    private final int end;
    private int position;

    /** @param position of the length, behind the marker */
    Segment(byte[] in, int position) throws PixelException {
        this.in = in;
        if (position + 2 > in.length) throw PixelException.corrupt("JPEG: ends within a marker segment");
        int length = (in[position] & 0xff) << 8 | in[position + 1] & 0xff;
        this.position = position + 2;
        this.end = position + length;
        if (length < 2 || end > in.length) throw PixelException.corrupt("JPEG: marker segment of length " + length);
    }

    int end() {
        return end;
    }

    int remaining() {
        return end - position;
    }

    int u8() throws PixelException {
        if (position >= end) throw PixelException.corrupt("JPEG: marker segment is too short");
        return in[position++] & 0xff;
    }

    int u16() throws PixelException {
        return u8() << 8 | u8();
    }

    /** Whether these characters come next; nothing is taken. */
    boolean startsWith(String ascii) {
        if (remaining() < ascii.length()) return false;
        for (int i = 0; i < ascii.length(); i++) if (in[position + i] != ascii.charAt(i)) return false;
        return true;
    }
}
