package org.muniment.server.viewer;

import java.util.Random;

/** A square image of ellipses, each over those before it. */
final class Drawing {

    private final int size;
    private final int[] values;

    Drawing(int size) {
        this.size = size;
        this.values = new int[size * size];
    }

    /** Centre and half axes in parts of the image's width. */
    void ellipse(double x, double y, double halfWidth, double halfHeight, int value) {
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double dx = ((column + 0.5) / size - x) / halfWidth;
                double dy = ((row + 0.5) / size - y) / halfHeight;
                if (dx * dx + dy * dy <= 1) values[row * size + column] = value;
            }
        }
    }

    /** 16 bits a pixel, little-endian, with noise as of an acquisition. */
    byte[] stored(int noise, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            int value = Math.max(0, Math.min(4095, values[i] + (int) (noise * random.nextGaussian())));
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        return bytes;
    }
}
