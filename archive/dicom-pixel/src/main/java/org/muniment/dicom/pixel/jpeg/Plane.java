package org.muniment.dicom.pixel.jpeg;

/** Samples of one component in whole blocks, in one byte each where 8 bits do. */
final class Plane {

    private final int stride;
    private final byte[] bytes;
    private final short[] words;

    Plane(int columns, int rows, int precision) {
        stride = columns;
        bytes = precision <= 8 ? new byte[columns * rows] : null;
        words = precision <= 8 ? null : new short[columns * rows];
    }

    void putBlock(int x, int y, int[] samples) {
        for (int row = 0, i = 0; row < 8; row++) {
            int at = (y + row) * stride + x;
            if (bytes != null) for (int column = 0; column < 8; column++) bytes[at++] = (byte) samples[i++];
            else for (int column = 0; column < 8; column++) words[at++] = (short) samples[i++];
        }
    }

    /** The first {@code columns} samples of a row. */
    void row(int y, int columns, int[] into) {
        int at = y * stride;
        if (bytes != null) for (int x = 0; x < columns; x++) into[x] = bytes[at + x] & 0xff;
        else for (int x = 0; x < columns; x++) into[x] = words[at + x] & 0xffff;
    }
}
