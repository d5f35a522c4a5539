package org.muniment.dicom.pixel.jpeg;

import java.io.ByteArrayOutputStream;

/** Writes lossless JPEG (ITU-T T.81 Annex H) with whatever may vary, in codes of five bits for all categories. */
final class LosslessJpegWriter {

    private static final int CODE_BITS = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int columns;
    private final int rows;
    /** By component, then pixel. */
    private final int[][] samples;

    private final int precision;
    private final int predictor;
    private final int pointTransform;
    private final int restartRows;

    private int bits;
    private int bitCount;

    LosslessJpegWriter(
            int columns, int[][] samples, int precision, int predictor, int pointTransform, int restartRows) {
        this.columns = columns;
        this.rows = samples[0].length / columns;
        this.samples = samples;
        this.precision = precision;
        this.predictor = predictor;
        this.pointTransform = pointTransform;
        this.restartRows = restartRows;
    }

    byte[] write(boolean interleaved) {
        bytes(0xff, 0xd8, 0xff, 0xc3, 0, 8 + 3 * samples.length, precision, rows >> 8, rows, columns >> 8, columns);
        bytes(samples.length);
        for (int c = 0; c < samples.length; c++) bytes(c + 1, 0x11, 0);
        bytes(0xff, 0xc4, 0, 19 + 17, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (int category = 0; category <= 16; category++) bytes(category);
        bytes(0xff, 0xdd, 0, 4, restartRows * columns >> 8, restartRows * columns);
        if (interleaved) {
            scan(0, samples.length);
        } else {
            for (int c = 0; c < samples.length; c++) scan(c, 1);
        }
        bytes(0xff, 0xd9);
        return out.toByteArray();
    }

    private void scan(int first, int count) {
        bytes(0xff, 0xda, 0, 6 + 2 * count, count);
        for (int c = first; c < first + count; c++) bytes(c + 1, 0);
        bytes(predictor, 0, pointTransform);
        for (int y = 0; y < rows; y++) {
            boolean restart = restartRows > 0 && y > 0 && y % restartRows == 0;
            if (restart) {
                flush();
                bytes(0xff, 0xd0 + (y / restartRows - 1) % 8);
            }
            for (int x = 0; x < columns; x++) {
                for (int c = first; c < first + count; c++) sample(samples[c], x, y, restart || y == 0);
            }
        }
        flush();
    }

    private void sample(int[] plane, int x, int y, boolean firstRow) {
        int at = y * columns + x;
        int a = x > 0 ? plane[at - 1] >> pointTransform : 0;
        int b = y > 0 ? plane[at - columns] >> pointTransform : 0;
        int c = x > 0 && y > 0 ? plane[at - columns - 1] >> pointTransform : 0;
        int predicted = firstRow
                ? x == 0 ? 1 << precision - pointTransform - 1 : a
                : x == 0
                        ? b
                        : new int[] {0, a, b, c, a + b - c, a + (b - c >> 1), b + (a - c >> 1), a + b >> 1}[predictor];
        int difference = (short) ((plane[at] >> pointTransform) - predicted);
        int category = difference == Short.MIN_VALUE ? 16 : 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
        put(category, CODE_BITS);
        if (category < 16) put(difference < 0 ? difference - 1 : difference, category);
    }

    private void put(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bits = bits << 1 | value >> i & 1;
            if (++bitCount == 8) emit();
        }
    }

    private void emit() {
        out.write(bits);
        if ((bits & 0xff) == 0xff) out.write(0);
        bits = 0;
        bitCount = 0;
    }

    private void flush() {
        while (bitCount != 0) put(1, 1);
    }

    private void bytes(int... values) {
        for (int v : values) out.write(v);
    }
}
