package org.muniment.dicom.pixel.render;

import org.muniment.dicom.pixel.PixelException;

/** Expands the segments of palette data (PS3.3 C.7.9.2). */
final class SegmentedTable {

    /** More bytes than any table needs whose segments have an entry each. */
    static final int LONGEST = 1 << 19;

    private static final int DISCRETE = 0;
    private static final int LINEAR = 1;
    private static final int INDIRECT = 2;

    private final byte[] data;
    private final boolean words;
    private final int[] entries;
    private int filled;

    SegmentedTable(byte[] data, int bits, int length) {
        this.data = data;
        this.words = bits > 8;
        this.entries = new int[length];
    }

    int[] expand() throws PixelException {
        int at = 0;
        while (filled < entries.length) at = segment(at, true);
        return entries;
    }

    /** @return where the next one starts */
    private int segment(int at, boolean mayRefer) throws PixelException {
        int opcode = number(at);
        int count = number(at + 1);
        if (count == 0) throw PixelException.corrupt("Palette segment of no entries");
        switch (opcode) {
            case DISCRETE -> {
                for (int i = 0; i < count; i++) append(number(at + 2 + i));
                return at + 2 + count;
            }
            case LINEAR -> {
                linear(count, number(at + 2));
                return at + 3;
            }
            case INDIRECT -> {
                if (!mayRefer) throw PixelException.corrupt("Palette segment refers to one that refers");
                indirect(at, count);
                return at + (words ? 4 : 6);
            }
            default -> throw PixelException.corrupt("Palette segment of type " + opcode);
        }
    }

    /** From the last entry, which is not repeated, to {@code end}. */
    private void linear(int count, int end) throws PixelException {
        if (filled == 0) throw PixelException.corrupt("Palette starts with a line from nowhere");
        int start = entries[filled - 1];
        for (int i = 1; i <= count; i++) append((int) Math.rint(start + (double) (end - start) * i / count));
    }

    /** Segments that were there before; where they start is given in bytes, in 32 bits. */
    private void indirect(int at, int count) throws PixelException {
        long offset = 0;
        int parts = words ? 2 : 4;
        for (int i = parts - 1; i >= 0; i--) offset = offset << (words ? 16 : 8) | number(at + 2 + i);
        long first = words ? offset / 2 : offset;
        if (first >= at) throw PixelException.corrupt("Palette segment refers to what comes later");
        int copied = (int) first;
        for (int n = 0; n < count; n++) copied = segment(copied, false);
    }

    private void append(int entry) throws PixelException {
        if (filled == entries.length) throw PixelException.corrupt("Palette has more entries than it says");
        entries[filled++] = entry;
    }

    private int number(int index) throws PixelException {
        if (index >= data.length / (words ? 2 : 1)) throw PixelException.corrupt("Palette segments end too early");
        return words ? LookupTable.word(data, 2 * index) : data[index] & 0xff;
    }
}
