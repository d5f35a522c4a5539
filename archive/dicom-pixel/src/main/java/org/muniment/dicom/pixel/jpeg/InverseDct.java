package org.muniment.dicom.pixel.jpeg;

/**
 * Inverse cosine transform of 8 x 8 coefficients after Loeffler, Ligtenberg and Moschytz (ICASSP 1989), in integers. The number of
 * fraction bits is that of the usual "accurate integer" decoders, so that samples come out the same as theirs.
 */
final class InverseDct {

    private static final int BITS = 13;

    private static final int C_0_298 = fixed(0.298631336);
    private static final int C_0_390 = fixed(0.390180644);
    private static final int C_0_541 = fixed(0.541196100);
    private static final int C_0_765 = fixed(0.765366865);
    private static final int C_0_899 = fixed(0.899976223);
    private static final int C_1_175 = fixed(1.175875602);
    private static final int C_1_501 = fixed(1.501321110);
    private static final int C_1_847 = fixed(1.847759065);
    private static final int C_1_961 = fixed(1.961570560);
    private static final int C_2_053 = fixed(2.053119869);
    private static final int C_2_562 = fixed(2.562915447);
    private static final int C_3_072 = fixed(3.072711026);

    private final int extraBits;
    private final int middle;
    private final int most;

    InverseDct(int precision) {
        // One bit less where 12-bit samples would overflow 32 bits.
        extraBits = precision <= 8 ? 2 : 1;
        middle = 1 << precision - 1;
        most = (1 << precision) - 1;
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }

    /** Replaces coefficients, in rows and dequantised, by samples. */
    void transform(int[] block) {
        for (int column = 0; column < 8; column++) columnOrRow(block, column, 8, BITS - extraBits);
        for (int row = 0; row < 64; row += 8) columnOrRow(block, row, 1, BITS + extraBits + 3);
        for (int i = 0; i < 64; i++) block[i] = clamp(block[i] + middle);
    }

    /** For a block that has nothing but its first coefficient: the one value of all its samples. */
    int flat(int coefficient) {
        return clamp((coefficient + 4 >> 3) + middle);
    }

    private int clamp(int value) {
        return value < 0 ? 0 : Math.min(value, most);
    }

    private static void columnOrRow(int[] x, int at, int step, int shift) {
        int x0 = x[at];
        int x1 = x[at + step];
        int x2 = x[at + 2 * step];
        int x3 = x[at + 3 * step];
        int x4 = x[at + 4 * step];
        int x5 = x[at + 5 * step];
        int x6 = x[at + 6 * step];
        int x7 = x[at + 7 * step];

        int rotated = (x2 + x6) * C_0_541;
        int e2 = rotated - x6 * C_1_847;
        int e3 = rotated + x2 * C_0_765;
        int e0 = x0 + x4 << BITS;
        int e1 = x0 - x4 << BITS;
        int round = 1 << shift - 1;
        int a0 = e0 + e3 + round;
        int a3 = e0 - e3 + round;
        int a1 = e1 + e2 + round;
        int a2 = e1 - e2 + round;

        int z5 = (x7 + x3 + x5 + x1) * C_1_175;
        int z3 = z5 - (x7 + x3) * C_1_961;
        int z4 = z5 - (x5 + x1) * C_0_390;
        int z1 = -(x7 + x1) * C_0_899;
        int z2 = -(x5 + x3) * C_2_562;
        int b0 = x7 * C_0_298 + z1 + z3;
        int b1 = x5 * C_2_053 + z2 + z4;
        int b2 = x3 * C_3_072 + z2 + z3;
        int b3 = x1 * C_1_501 + z1 + z4;

        x[at] = a0 + b3 >> shift;
        x[at + 7 * step] = a0 - b3 >> shift;
        x[at + step] = a1 + b2 >> shift;
        x[at + 6 * step] = a1 - b2 >> shift;
        x[at + 2 * step] = a2 + b1 >> shift;
        x[at + 5 * step] = a2 - b1 >> shift;
        x[at + 3 * step] = a3 + b0 >> shift;
        x[at + 4 * step] = a3 - b0 >> shift;
    }
}
