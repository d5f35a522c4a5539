package org.muniment.dicom;

import java.io.IOException;

/** One step of nesting while a data set is read: the data set itself, a sequence, an item, or encapsulated pixel data. */
final class Level {

    enum Kind {
        ROOT,
        SEQUENCE,
        ITEM,
        FRAGMENTS
    }

    Kind kind;
    /** The sequence or pixel data this belongs to. */
    int tag;
    /** No byte of this level lies at or behind this position: its own end where its length is defined, else that around it. */
    long end;

    boolean definedLength;
    boolean explicitVr;
    boolean bigEndian;
    /** No element has been read yet. */
    boolean first;
    /** Pixel Representation in force, which an item takes over from what is around it. */
    boolean signedPixels;
    /** The LUT Descriptor of this very data set names a single entry. */
    boolean singleEntryLut;

    void open(Level around, Kind kind, int tag, long end, boolean definedLength) {
        this.kind = kind;
        this.tag = tag;
        this.end = end;
        this.definedLength = definedLength;
        explicitVr = around != null && around.explicitVr;
        bigEndian = around != null && around.bigEndian;
        signedPixels = around != null && around.signedPixels;
        singleEntryLut = false;
        first = true;
    }

    /**
     * Believes the first element rather than the declaration: some files say explicit and are implicit, as a whole or in their private
     * sequences; some say implicit and are explicit.
     */
    void detectVr(int tag, DicomInput in) {
        int code = in.peek(4) << 8 | in.peek(5);
        if (explicitVr) {
            boolean lengthInSecondHalf = in.peekShort(6, false) == 0 || in.peekInt(4, false) == -1;
            if (!isVrCode(code) && lengthInSecondHalf && !bigEndian) explicitVr = false;
        } else if (kind == Kind.ROOT) {
            // The letters might be part of a length; that they are those of the dictionary as well is no chance.
            explicitVr = VR.of(code) != null && VR.of(code) == ElementDictionary.vrOf(tag);
        }
    }

    static boolean isVrCode(int code) {
        int first = code >>> 8;
        int second = code & 0xff;
        return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    }

    /** Remembers what later VRs depend on; the value is still ahead. */
    void note(int element, long length, DicomInput in) throws IOException {
        if (element == Tag.PixelRepresentation && length >= 2 && in.has(2)) {
            signedPixels = in.peekShort(0, bigEndian) == 1;
        } else if (element == Tag.LUTDescriptor && length >= 2 && in.has(2)) {
            singleEntryLut = in.peekShort(0, bigEndian) == 1;
        }
    }

    static String name(int tag) {
        return String.format("(%04X,%04X)", tag >>> 16, tag & 0xffff);
    }
}
