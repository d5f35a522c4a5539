package org.muniment.dicom.pixel.render;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** Stored values that mean "no data here" (PS3.3 C.7.5.1.1.2), both ends included. */
record Padding(long first, long last) {

    private static final Padding NONE = new Padding(0, -1);

    static Padding of(Attributes header, boolean signed) {
        byte[] value = header.getBytes(Tag.PixelPaddingValue);
        if (value == null || value.length < 2) return NONE;
        long one = number(value, signed);
        byte[] limit = header.getBytes(Tag.PixelPaddingRangeLimit);
        long other = limit == null || limit.length < 2 ? one : number(limit, signed);
        return new Padding(Math.min(one, other), Math.max(one, other));
    }

    /** Some writers give a VR that contradicts Pixel Representation, which decides (C.7.5.1.1.2). */
    private static long number(byte[] value, boolean signed) {
        int word = value[0] & 0xff | (value[1] & 0xff) << 8;
        return signed ? (short) word : word;
    }

    boolean contains(long value) {
        return value >= first && value <= last;
    }
}
