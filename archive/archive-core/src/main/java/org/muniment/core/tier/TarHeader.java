package org.muniment.core.tier;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** The 512 bytes before a file in a tar: ustar of POSIX.1-1988, which every tar reads. */
final class TarHeader {

    static final int BLOCK = 512;

    private static final int LONGEST_NAME = 100;
    private static final long LARGEST_OCTAL = 0_77777777777L;

    private TarHeader() {}

    /** Of a regular file anybody may read. {@code name} in ASCII, at most 100 long. */
    static byte[] of(String name, long size, Instant modified) {
        byte[] header = new byte[BLOCK];
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > LONGEST_NAME) throw new IllegalArgumentException("too long a name for a tar: " + name);
        System.arraycopy(ascii, 0, header, 0, ascii.length);
        octal(header, 100, 8, 0444); // mode
        octal(header, 108, 8, 0); // uid
        octal(header, 116, 8, 0); // gid
        if (size <= LARGEST_OCTAL) octal(header, 124, 12, size);
        else binary(header, 124, 12, size);
        octal(header, 136, 12, Math.max(0, Math.min(LARGEST_OCTAL, modified.getEpochSecond())));
        Arrays.fill(header, 148, 156, (byte) ' '); // the checksum counts as blanks while it is taken
        header[156] = '0';
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : header) sum += b & 0xff;
        octal(header, 148, 7, sum);
        return header;
    }

    /** How many zero bytes follow a file of that size. */
    static int padding(long size) {
        return (int) (-size & BLOCK - 1);
    }

    private static void octal(byte[] header, int at, int field, long value) {
        put(header, at, ("%0" + (field - 1) + "o").formatted(value));
        header[at + field - 1] = 0;
    }

    /** For files of 8 GiB and more: the extension of GNU tar that others know as well. */
    private static void binary(byte[] header, int at, int field, long value) {
        for (int i = 0; i < 8; i++) header[at + field - 1 - i] = (byte) (value >>> 8 * i);
        header[at] = (byte) 0x80;
    }

    private static void put(byte[] header, int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) header[at + i] = (byte) ascii.charAt(i);
    }
}
