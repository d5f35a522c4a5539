package org.muniment.dicom.frame;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** What the attributes of Image Pixel (PS3.3 C.7.6.3) say of the size of frames. */
record PixelCells(int rows, int columns, int samples, int bits, String photometricInterpretation, int frames) {

    /** What two bytes can say; but these are not always two bytes. */
    private static final int MOST_ROWS = 0xFFFF;

    private static final int MOST_SAMPLES = 4;

    static PixelCells of(Attributes header) {
        return new PixelCells(
                within(0, header.getInt(Tag.Rows, 0), MOST_ROWS),
                within(0, header.getInt(Tag.Columns, 0), MOST_ROWS),
                within(1, header.getInt(Tag.SamplesPerPixel, 1), MOST_SAMPLES),
                within(0, header.getInt(Tag.BitsAllocated, 0), Long.SIZE),
                header.getString(Tag.PhotometricInterpretation, ""),
                Math.max(1, header.getInt(Tag.NumberOfFrames, 1)));
    }

    private static int within(int least, int value, int most) {
        return Math.min(most, Math.max(least, value));
    }

    /**
     * Bits of one native frame; 0 where it has none.
     *
     * @param length bytes of all frames together, which tells files that call full colour subsampled
     */
    long frameBits(int tag, long length) {
        long bitsEach =
                switch (tag) {
                    case Tag.FloatPixelData -> Float.SIZE;
                    case Tag.DoubleFloatPixelData -> Double.SIZE;
                    default -> bits;
                };
        long cells = (long) rows * columns;
        long full = cells * samples * bitsEach;
        boolean isFull = length / frames >= full / 8;
        return switch (photometricInterpretation) {
            case "YBR_FULL_422", "YBR_PARTIAL_422" -> samples == 3 && !isFull ? full / 3 * 2 : full;
            case "YBR_PARTIAL_420" -> samples == 3 && !isFull ? full / 2 : full;
            default -> full;
        };
    }
}
