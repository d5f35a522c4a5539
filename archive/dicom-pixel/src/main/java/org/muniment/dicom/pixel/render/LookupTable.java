package org.muniment.dicom.pixel.render;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.pixel.PixelException;

/**
 * A LUT with its descriptor (PS3.3 C.11.1.1).
 *
 * @param first the value that the first entry is for; what lies outside gets the first or last entry
 * @param bits of an entry
 */
record LookupTable(int first, int[] entries, int bits) {

    /** @param signed whether what goes in may be negative, which decides how the descriptor's second value is read */
    static LookupTable read(Attributes from, int descriptorTag, int dataTag, boolean signed) throws PixelException {
        Descriptor descriptor = Descriptor.read(from, descriptorTag, signed);
        return new LookupTable(descriptor.first(), entries(from, dataTag, descriptor.length()), descriptor.bits());
    }

    /** @param length number of entries, 1 to 65536 */
    record Descriptor(int length, int first, int bits) {

        static Descriptor read(Attributes from, int tag, boolean signed) throws PixelException {
            byte[] bytes = from.getBytes(tag);
            if (bytes == null || bytes.length < 6) throw PixelException.corrupt("LUT descriptor is missing");
            int length = word(bytes, 0);
            int first = signed ? (short) word(bytes, 2) : word(bytes, 2);
            int bits = word(bytes, 4);
            if (bits < 1 || bits > 16) throw PixelException.corrupt("LUT entries of " + bits + " bits");
            return new Descriptor(length == 0 ? 65536 : length, first, bits);
        }
    }

    /** Entries take two bytes, or one where there are no more bytes than entries: both are met whatever VR and bits are. */
    private static int[] entries(Attributes from, int tag, int length) throws PixelException {
        byte[] data = BulkBytes.read(from, tag, 0, 2 * length);
        int[] entries = new int[length];
        boolean words = data.length >= 2 * length;
        if (!words && data.length < length) throw PixelException.corrupt("LUT data is too short");
        for (int i = 0; i < length; i++) entries[i] = words ? word(data, 2 * i) : data[i] & 0xff;
        return entries;
    }

    static int word(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    int get(double value) {
        return get(Math.round(value));
    }

    int get(long value) {
        return entries[(int) Math.max(0, Math.min(entries.length - 1, value - first))];
    }

    /** Greatest number an entry has room for. */
    int most() {
        return (1 << bits) - 1;
    }
}
