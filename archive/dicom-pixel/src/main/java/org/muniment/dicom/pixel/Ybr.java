package org.muniment.dicom.pixel;

/** Conversion of luminance and chrominance into RGB (PS3.3 C.7.6.3.1.2), in 16.16 fixed point with rounding. */
public final class Ybr {

    private static final long HALF = 1 << 15;

    private Ybr() {}

    private static long fixed(double factor) {
        return Math.round(factor * (1 << 16));
    }

    private static final long RED_OF_CR = fixed(1.402);
    private static final long GREEN_OF_CB = fixed(-0.34414);
    private static final long GREEN_OF_CR = fixed(-0.71414);
    private static final long BLUE_OF_CB = fixed(1.772);

    /**
     * YBR_FULL (ITU-T T.871): all codes are used.
     *
     * @param half the chrominance code of grey, 128 for 8 bits
     * @return red, green and blue in 16 bits each, blue lowest, clamped to 0..2 * half - 1
     */
    public static long fullToRgb(int y, int cb, int cr, int half) {
        int b = cb - half;
        int r = cr - half;
        int red = y + (int) (RED_OF_CR * r + HALF >> 16);
        int green = y + (int) (GREEN_OF_CB * b + GREEN_OF_CR * r + HALF >> 16);
        int blue = y + (int) (BLUE_OF_CB * b + HALF >> 16);
        int most = 2 * half - 1;
        return (long) clamp(red, most) << 32 | (long) clamp(green, most) << 16 | clamp(blue, most);
    }

    /** YBR_PARTIAL (ITU-R BT.601 in 8 bits): luminance in 16..235, chrominance in 16..240. */
    public static int partialToRgb(int y, int cb, int cr) {
        double luminance = 1.1644 * (y - 16);
        int red = round(luminance + 1.5960 * (cr - 128));
        int green = round(luminance - 0.3917 * (cb - 128) - 0.8130 * (cr - 128));
        int blue = round(luminance + 2.0173 * (cb - 128));
        return red << 16 | green << 8 | blue;
    }

    private static int round(double value) {
        return clamp((int) Math.round(value), 255);
    }

    private static int clamp(int value, int most) {
        return value < 0 ? 0 : Math.min(value, most);
    }
}
