package org.muniment.dicom.pixel.render;

/**
 * Scales along one axis with a triangle filter, which interpolates linearly when enlarging and averages when reducing, so that nothing
 * falls between the pixels of a thumbnail.
 */
final class Resampler {

    private static final int ONE = 1 << 14;

    private final int[] firsts;
    private final int[][] weights;

    /**
     * @param size pixels of the source
     * @param start where the part to show starts
     * @param length of that part, in source pixels
     * @param outputs how many pixels it becomes
     */
    Resampler(int size, double start, double length, int outputs, boolean mirrored) {
        firsts = new int[outputs];
        weights = new int[outputs][];
        double scale = length / outputs;
        double radius = Math.max(1, scale);
        for (int i = 0; i < outputs; i++) {
            double center = start + (i + 0.5) * scale;
            int to = mirrored ? outputs - 1 - i : i;
            firsts[to] = Math.max(0, Math.min(size - 1, (int) Math.ceil(center - radius - 0.5)));
            int last = Math.max(firsts[to], Math.min(size - 1, (int) Math.floor(center + radius - 0.5)));
            weights[to] = weights(firsts[to], last, center, radius);
        }
    }

    /** In parts of {@link #ONE}, with that sum. */
    private static int[] weights(int first, int last, double center, double radius) {
        double[] exact = new double[last - first + 1];
        double sum = 0;
        int heaviest = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - center) / radius);
            sum += exact[i];
            if (exact[i] > exact[heaviest]) heaviest = i;
        }
        int[] weights = new int[exact.length];
        int rest = ONE;
        for (int i = 0; i < exact.length; i++) {
            weights[i] = sum == 0 ? 0 : (int) Math.rint(exact[i] / sum * ONE);
            rest -= weights[i];
        }
        weights[heaviest] += rest;
        return weights;
    }

    int outputs() {
        return firsts.length;
    }

    /**
     * @param lines how many rows, or columns, there are across the axis
     * @param along distance of two pixels on the axis, in bytes
     * @param across distance of two lines
     */
    byte[] apply(byte[] in, int lines, int samples, int along, int across, int outAlong, int outAcross) {
        byte[] out = new byte[outputs() * lines * samples];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < firsts.length; i++) {
                for (int s = 0; s < samples; s++) {
                    int sum = ONE / 2;
                    int at = line * across + firsts[i] * along + s;
                    for (int weight : weights[i]) {
                        sum += weight * (in[at] & 0xff);
                        at += along;
                    }
                    out[line * outAcross + i * outAlong + s] = (byte) (sum / ONE);
                }
            }
        }
        return out;
    }
}
