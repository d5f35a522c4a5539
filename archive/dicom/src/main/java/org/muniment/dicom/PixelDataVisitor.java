package org.muniment.dicom;

/**
 * Hears where the pixel data of a data set lies, while it is read past. Only pixel data of the data set itself, not that of items. Offsets
 * count from {@link ReadOptions#baseOffset}, in the inflated data set where that is deflated.
 */
public interface PixelDataVisitor {

    /** Longest Basic Offset Table that is read, in bytes: one of a million frames. */
    int LONGEST_OFFSET_TABLE = 4 << 20;

    /** Native (Float, Double Float) Pixel Data (PS3.3 C.7.6.3, C.7.6.24, C.7.6.25). */
    void nativePixels(int tag, VR vr, long offset, long length, boolean bigEndian);

    /** Encapsulated Pixel Data begins (PS3.5 A.4); empty where the table is, or where it is longer than any honest one. */
    void offsetTable(byte[] basicOffsetTable);

    /** @param start the first two bytes of the fragment, high byte first; -1 where it is shorter */
    void fragment(long offset, long length, int start);
}
