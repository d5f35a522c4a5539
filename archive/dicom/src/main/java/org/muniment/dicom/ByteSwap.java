package org.muniment.dicom;

/** Turns numbers around between byte orders. */
final class ByteSwap {

    private ByteSwap() {}

    /** Reverses each whole {@code unit} among the first {@code length} bytes; what is left over at the end stays. */
    static void swap(byte[] bytes, int length, int unit) {
        for (int from = 0; from + unit <= length; from += unit) {
            for (int a = from, b = from + unit - 1; a < b; a++, b--) {
                byte kept = bytes[a];
                bytes[a] = bytes[b];
                bytes[b] = kept;
            }
        }
    }
}
