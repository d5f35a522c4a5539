package org.muniment.dicom.pixel.codec;

import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** The cells of a native frame (PS3.5 8.1.1) as numbers: one of 8, 16 or 32 bits for each sample, in little endian. */
public final class Cells {

    private final byte[] bytes;
    private final int bits;

    private Cells(byte[] bytes, int bits) {
        this.bytes = bytes;
        this.bits = bits;
    }

    public static Cells of(Frame frame) {
        return new Cells(frame.pixels(), frame.description().bitsAllocated());
    }

    /** Cells to be filled, for all samples of a frame in whole pixels. */
    public static Cells empty(ImageDescription description) {
        return new Cells(
                new byte[Math.multiplyExact(description.samples(), description.bitsAllocated() / 8)],
                description.bitsAllocated());
    }

    /** All of them, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The bits as they are, never negative but for cells of 32 bits. */
    public int get(int index) {
        return switch (bits) {
            case 8 -> bytes[index] & 0xff;
            case 16 -> bytes[2 * index] & 0xff | (bytes[2 * index + 1] & 0xff) << 8;
            default -> {
                int at = 4 * index;
                yield bytes[at] & 0xff
                        | (bytes[at + 1] & 0xff) << 8
                        | (bytes[at + 2] & 0xff) << 16
                        | bytes[at + 3] << 24;
            }
        };
    }

    /** Keeps as many low bits of {@code value} as there is room for. */
    public void set(int index, int value) {
        int at = index * (bits / 8);
        for (int shift = 0; shift < bits; shift += 8) bytes[at++] = (byte) (value >> shift);
    }

    /** The number that the low {@code precision} bits are in two's complement. */
    public static int signed(int value, int precision) {
        int unused = 32 - precision;
        return value << unused >> unused;
    }

    /** The number that the low {@code precision} bits are. */
    public static int unsigned(int value, int precision) {
        int unused = 32 - precision;
        return value << unused >>> unused;
    }

    /**
     * Bits of a sample that a lossless encoder has to keep: Bits Stored where the rest of each cell follows from them, as decoders expect
     * (PS3.5 8.2); else Bits Allocated, as the rest may be an overlay, and must come back anyhow.
     */
    public static int precisionOf(Frame frame) {
        ImageDescription description = frame.description();
        int stored = description.bitsStored();
        int allocated = description.bitsAllocated();
        if (stored == allocated || description.highBit() != stored - 1) return allocated;
        Cells cells = of(frame);
        for (int i = 0; i < description.samples(); i++) {
            int cell = cells.get(i);
            int value = description.signed() ? signed(cell, stored) : unsigned(cell, stored);
            if (unsigned(value, allocated) != cell) return allocated;
        }
        return stored;
    }

    /** @throws PixelException where samples do not have cells of their own, of one of these sizes */
    public static void require(ImageDescription description, int... bitsAllocated) throws PixelException {
        for (int bits : bitsAllocated) if (description.bitsAllocated() == bits && !description.subsampled()) return;
        throw PixelException.unsupported("Bits Allocated " + description.bitsAllocated() + " "
                + description.photometricInterpretation() + " in this transfer syntax");
    }
}
