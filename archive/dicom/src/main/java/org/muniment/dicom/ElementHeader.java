package org.muniment.dicom;

import java.io.IOException;

/** What stands before a value: the header of an element, an item or a fragment (PS3.5 7.1 and 7.5). One object is used over and over. */
final class ElementHeader {

    static final int ITEM_TAG = 0xFFFEE000;
    static final int ITEM_DELIMITER = 0xFFFEE00D;
    static final int SEQUENCE_DELIMITER = 0xFFFEE0DD;
    /** A length where a delimiter marks the end instead. */
    static final long UNDEFINED = 0xFFFFFFFFL;
    /** Bytes every header has at least. */
    static final int SIZE = 8;

    int tag;
    /** SQ for a sequence, also for one that came as UN. */
    VR vr;

    long length;
    /** Where the header starts, and where the value behind it does. */
    long start;

    long valueOffset;
    /** A sequence that stands in the stream as UN. */
    boolean asUnknown;

    DicomFormatException error(String problem) {
        return new DicomFormatException(problem, tag, start);
    }

    boolean isUndefinedLength() {
        return length == UNDEFINED;
    }

    /** {@link #SIZE} bytes have been made available. */
    void readItem(DicomInput in, Level level) throws IOException {
        tag = in.peekTag(level.bigEndian);
        if (tag != ITEM_TAG) throw error("Expected an item of " + Level.name(level.tag) + " but found this");
        length = in.peekInt(4, level.bigEndian) & UNDEFINED;
        in.advance(SIZE);
        valueOffset = in.position();
    }

    /** {@link #SIZE} bytes have been made available. */
    void readElement(DicomInput in, Level level) throws IOException {
        tag = in.peekTag(level.bigEndian);
        if (tag >>> 16 == 0xFFFE) throw error("Item or delimiter in the wrong place");
        if (level.first) level.detectVr(tag, in);
        level.first = false;
        asUnknown = false;
        if (level.explicitVr) explicit(in, level);
        else implicit(in, level);
        valueOffset = in.position();
        if (vr == VR.UN && level.explicitVr && isSequenceAsUnknown(in)) {
            asUnknown = true;
            vr = VR.SQ;
        }
    }

    private void implicit(DicomInput in, Level level) {
        length = in.peekInt(4, false) & UNDEFINED;
        in.advance(SIZE);
        vr = ElementDictionary.vrOf(tag, level.signedPixels, level.singleEntryLut);
    }

    private void explicit(DicomInput in, Level level) throws IOException {
        int code = in.peek(4) << 8 | in.peek(5);
        int shortLength = in.peekShort(6, level.bigEndian);
        vr = VR.of(code);
        // PS3.5 6.2: a VR defined later than this program has a 32-bit length after two zero bytes.
        boolean longLength = vr != null ? vr.hasLongLength() : Level.isVrCode(code) && shortLength == 0;
        if (vr == null) {
            vr = ElementDictionary.vrOf(tag, level.signedPixels, level.singleEntryLut);
            if (vr == VR.SQ) vr = VR.UN;
        }
        in.advance(SIZE);
        length = shortLength;
        if (longLength) {
            if (level.end - in.position() < 4) throw error("Header goes beyond what encloses it");
            if (!in.has(4)) throw error("Stream ends within the header");
            length = in.peekInt(0, level.bigEndian) & UNDEFINED;
            in.advance(4);
        }
    }

    /** PS3.5 6.2.2 note 2: UN of undefined length holds items in Implicit VR Little Endian; and so does a known sequence as UN. */
    private boolean isSequenceAsUnknown(DicomInput in) throws IOException {
        if (length == UNDEFINED) return tag != Tag.PixelData;
        return ElementDictionary.vrOf(tag) == VR.SQ && length >= SIZE && in.has(4) && in.peekTag(false) == ITEM_TAG;
    }

    void requireWithin(Level level) throws DicomFormatException {
        if (length > level.end - valueOffset) {
            throw error("Length " + length + " goes beyond what encloses it, which ends at offset " + level.end + ",");
        }
    }
}
