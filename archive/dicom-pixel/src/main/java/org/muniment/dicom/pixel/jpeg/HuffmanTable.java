package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.PixelException;

/** A code of ITU-T T.81 Annex C. Short codes are looked up, long ones compared length by length. */
final class HuffmanTable {

    private static final int LOOKUP_BITS = 9;

    private final byte[] symbols;
    /** Length of the code these bits start with in the high byte, its symbol in the low one; 0 where the code is longer. */
    private final short[] lookup = new short[1 << LOOKUP_BITS];
    /** By length: first code above those of this length, moved to 16 bits. */
    private final int[] limits = new int[17];
    /** By length: what has to be added to a code to index {@link #symbols}. */
    private final int[] offsets = new int[17];

    /**
     * @param counts how many codes there are of each length from 1 to 16
     * @param symbols in order of their codes
     */
    HuffmanTable(int[] counts, byte[] symbols) throws PixelException {
        this.symbols = symbols;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= 16; length++) {
            offsets[length] = index - code;
            if (code + counts[length - 1] > 1 << length) throw PixelException.corrupt("JPEG: Huffman codes overflow");
            for (int n = 0; n < counts[length - 1]; n++) enter(code++, length, symbols[index++]);
            limits[length] = code << 16 - length;
            code <<= 1;
        }
    }

    private void enter(int code, int length, byte symbol) {
        if (length > LOOKUP_BITS) return;
        int first = code << LOOKUP_BITS - length;
        for (int n = 0; n < 1 << LOOKUP_BITS - length; n++) lookup[first + n] = (short) (length << 8 | symbol & 0xff);
    }

    int decode(BitReader in) throws PixelException {
        int bits = in.peek16();
        int entry = lookup[bits >>> 16 - LOOKUP_BITS];
        if (entry != 0) {
            in.skip(entry >>> 8);
            return entry & 0xff;
        }
        for (int length = LOOKUP_BITS + 1; length <= 16; length++) {
            if (bits < limits[length]) {
                in.skip(length);
                return symbols[(bits >>> 16 - length) + offsets[length]] & 0xff;
            }
        }
        throw PixelException.corrupt("JPEG: bits that are no Huffman code");
    }
}
