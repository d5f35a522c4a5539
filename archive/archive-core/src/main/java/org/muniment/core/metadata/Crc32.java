package org.muniment.core.metadata;

import java.util.zip.CRC32;

/** Sums with CRC-32 of texts from those of their parts. The sum is linear over the field of two elements, so a text before others is shifted. */
final class Crc32 {

    /** The polynomial of RFC 1952, its bits reversed. */
    private static final long POLYNOMIAL = 0xEDB88320L;

    private Crc32() {}

    static long of(char ascii) {
        CRC32 crc = new CRC32();
        crc.update(ascii);
        return crc.getValue();
    }

    /** Of the text with sum {@code first} and, after it, {@code length} bytes with sum {@code second}. */
    static long join(long first, long second, long length) {
        return shift(first, length) ^ second;
    }

    /** What {@code crc} adds to the sum where {@code bytes} more follow: its product with the bytes-th power of x^8. */
    static long shift(long crc, long bytes) {
        long factor = 1L << 31; // the polynomial 1
        long square = 1L << 23; // x^8
        for (long left = bytes; left > 0; left >>>= 1) {
            if ((left & 1) != 0) factor = multiply(factor, square);
            square = multiply(square, square);
        }
        return multiply(crc, factor);
    }

    private static long multiply(long a, long b) {
        long product = 0;
        long times = b;
        for (long bit = 1L << 31; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) product ^= times;
            times = (times & 1) != 0 ? times >>> 1 ^ POLYNOMIAL : times >>> 1;
        }
        return product;
    }
}
