package org.muniment.dicom.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Keeps frame tables in few bytes: numbers of seven bits a byte, the lowest first; of the lengths of fragments only how each differs from
 * the one before.
 */
final class FrameTableCodec {

    private static final int NATIVE = 1;
    private static final int ENCAPSULATED = 2;
    private static final int DEFLATED = 0x10;
    /** Each frame has one fragment. */
    private static final int SINGLE = 0x20;

    private FrameTableCodec() {}

    static byte[] encode(NativeFrames table) {
        Output out = new Output(NATIVE | (table.deflated() ? DEFLATED : 0));
        out.number(table.offset());
        out.number(table.length());
        out.number(table.frames());
        out.number(table.frameBits());
        out.number(table.unit());
        return out.toByteArray();
    }

    static byte[] encode(EncapsulatedFrames table) {
        int[] counts = table.counts();
        Output out = new Output(ENCAPSULATED | (table.deflated() ? DEFLATED : 0) | (counts == null ? SINGLE : 0));
        out.number(table.offset());
        out.number(table.frames());
        out.number(table.lengths().length);
        long before = 0;
        for (int length : table.lengths()) {
            long l = Integer.toUnsignedLong(length);
            out.signed(l - before);
            before = l;
        }
        if (counts != null) {
            out.number(counts.length);
            for (int count : counts) out.number(count);
        }
        return out.toByteArray();
    }

    static FrameTable decode(byte[] bytes) {
        Input in = new Input(ByteBuffer.wrap(bytes));
        int kind = in.bytes.hasRemaining() ? in.bytes.get() : 0;
        boolean deflated = (kind & DEFLATED) != 0;
        FrameTable table =
                switch (kind & 0xf) {
                    case NATIVE -> new NativeFrames(
                            in.number(), in.number(), in.integer(), in.number(), in.integer(), deflated);
                    case ENCAPSULATED -> encapsulated(in, (kind & SINGLE) != 0, deflated);
                    default -> throw new IllegalArgumentException("Not a frame table");
                };
        if (in.bytes.hasRemaining()) throw new IllegalArgumentException("Frame table with bytes behind it");
        return table;
    }

    private static FrameTable encapsulated(Input in, boolean single, boolean deflated) {
        long offset = in.number();
        int frames = in.integer();
        int[] lengths = new int[in.count()];
        long length = 0;
        for (int i = 0; i < lengths.length; i++) {
            length += in.signed();
            if (length < 0 || length > 0xFFFFFFFFL) throw new IllegalArgumentException("Fragment of no length");
            lengths[i] = (int) length;
        }
        int[] counts = single ? null : new int[in.count()];
        for (int i = 0; counts != null && i < counts.length; i++) counts[i] = in.integer();
        return new EncapsulatedFrames(offset, lengths, counts, frames, deflated);
    }

    private static final class Output extends ByteArrayOutputStream {

        Output(int kind) {
            write(kind);
        }

        void number(long number) {
            long left = number;
            for (; (left & ~0x7fL) != 0; left >>>= 7) write((int) left & 0x7f | 0x80);
            write((int) left);
        }

        void signed(long number) {
            number(number << 1 ^ number >> 63);
        }
    }

    private record Input(ByteBuffer bytes) {

        long number() {
            long number = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (!bytes.hasRemaining()) throw new IllegalArgumentException("Frame table ends early");
                byte b = bytes.get();
                number |= (b & 0x7fL) << shift;
                if (b >= 0) return number;
            }
            throw new IllegalArgumentException("Number without end in a frame table");
        }

        int integer() {
            long number = number();
            if (number < 0 || number > Integer.MAX_VALUE) throw new IllegalArgumentException("Number out of range");
            return (int) number;
        }

        /** How many numbers follow, each of at least a byte. */
        int count() {
            int count = integer();
            if (count > bytes.remaining()) throw new IllegalArgumentException("Frame table ends early");
            return count;
        }

        long signed() {
            long number = number();
            return number >>> 1 ^ -(number & 1);
        }
    }
}
