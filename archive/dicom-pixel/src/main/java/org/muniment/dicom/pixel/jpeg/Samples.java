package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.ImageDescription;

/** The pixels of a frame to be: samples pixel by pixel, in one or two bytes each, little endian. */
final class Samples {

    private final byte[] pixels;
    private final int columns;
    private final int perPixel;
    private final int size;
    /** High bits of an int that repeat the sign, where samples are signed and fewer than the allocated bits are coded. */
    private final int signBits;

    Samples(byte[] pixels, FrameHeader frame, ImageDescription description) {
        this.pixels = pixels;
        this.columns = frame.columns();
        this.perPixel = frame.components().size();
        this.size = description.bitsAllocated() / 8;
        this.signBits = description.signed() ? 32 - frame.precision() : 0;
    }

    /** Sets one component of a row. */
    void putRow(int y, int component, int[] values, int shift) {
        int at = (y * columns * perPixel + component) * size;
        int step = perPixel * size;
        if (size == 1) {
            for (int x = 0; x < columns; x++, at += step)
                pixels[at] = (byte) (values[x] << shift << signBits >> signBits);
        } else {
            for (int x = 0; x < columns; x++, at += step) {
                int value = values[x] << shift << signBits >> signBits;
                pixels[at] = (byte) value;
                pixels[at + 1] = (byte) (value >>> 8);
            }
        }
    }
}
