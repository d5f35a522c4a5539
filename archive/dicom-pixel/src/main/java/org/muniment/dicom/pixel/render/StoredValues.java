package org.muniment.dicom.pixel.render;

import java.util.function.LongToIntFunction;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** The values stored in the cells of a frame: Bits Stored below High Bit, with their sign; what else lies in a cell is left out. */
final class StoredValues {

    /** Up to here a table of all values is cheaper than computing each. */
    private static final int TABLE_BITS = 16;

    private final ImageDescription description;
    private final byte[] cells;
    private final int shift;
    private final long mask;
    private final int signBits;

    StoredValues(Frame frame) throws PixelException {
        this.description = frame.description();
        this.cells = frame.pixels();
        int bits = description.bitsStored();
        if (description.bitsAllocated() > 32) {
            throw PixelException.unsupported("Rendering of " + description.bitsAllocated() + " bits");
        }
        this.shift = description.highBit() - bits + 1;
        this.mask = (1L << bits) - 1;
        this.signBits = description.signed() ? 64 - bits : 0;
    }

    int count() {
        return description.samples();
    }

    private long raw(int index) {
        return switch (description.bitsAllocated()) {
            case 1 -> cells[index >> 3] >> (index & 7) & 1;
            case 8 -> (cells[index] & 0xff) >>> shift & mask;
            case 16 -> word(2 * index) >>> shift & mask;
            default -> (word(4 * index) | (long) word(4 * index + 2) << 16) >>> shift & mask;
        };
    }

    private int word(int at) {
        return cells[at] & 0xff | (cells[at + 1] & 0xff) << 8;
    }

    private long value(long raw) {
        return raw << signBits >> signBits;
    }

    long get(int index) {
        return value(raw(index));
    }

    /** Least and greatest value, without padding; null where there is nothing but padding. */
    long[] range(Padding padding) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0, count = count(); i < count; i++) {
            long value = get(i);
            if (value >= least && value <= most || padding.contains(value)) continue;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return least <= most ? new long[] {least, most} : null;
    }

    /** Applies a function with results of 0 to 255 to each value. */
    byte[] map(LongToIntFunction function) {
        byte[] out = new byte[count()];
        if (description.bitsStored() > TABLE_BITS) {
            for (int i = 0; i < out.length; i++) out[i] = (byte) function.applyAsInt(get(i));
            return out;
        }
        byte[] table = new byte[1 << description.bitsStored()];
        boolean[] known = new boolean[table.length];
        for (int i = 0; i < out.length; i++) {
            int raw = (int) raw(i);
            if (!known[raw]) {
                table[raw] = (byte) function.applyAsInt(value(raw));
                known[raw] = true;
            }
            out[i] = table[raw];
        }
        return out;
    }
}
