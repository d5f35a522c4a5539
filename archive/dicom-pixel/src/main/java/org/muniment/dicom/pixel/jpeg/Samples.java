package org.muniment.dicom.pixel.jpeg;

/** The pixels of a frame to be: samples pixel by pixel, in one or two bytes each, little endian. */
final class Samples {

    private final byte[] pixels;
    private final int columns;
    private final int perPixel;
    private final int size;

    Samples(byte[] pixels, int columns, int perPixel, int bitsAllocated) {
        this.pixels = pixels;
        this.columns = columns;
        this.perPixel = perPixel;
        this.size = bitsAllocated / 8;
    }

    /** Sets one component of a row. */
    void putRow(int y, int component, int[] values, int shift) {
        int at = (y * columns * perPixel + component) * size;
        int step = perPixel * size;
        if (size == 1) {
            for (int x = 0; x < columns; x++, at += step) pixels[at] = (byte) (values[x] << shift);
        } else {
            for (int x = 0; x < columns; x++, at += step) {
                int value = values[x] << shift;
                pixels[at] = (byte) value;
                pixels[at + 1] = (byte) (value >>> 8);
            }
        }
    }
}
