package org.muniment.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Takes a data set apart, one token at a time, in constant memory. Nesting is kept on a stack of its own, so that depth costs no Java
 * stack. After each token the accessors describe it; a value that is not asked for is passed over by the next call.
 */
final class ElementReader {

    enum Token {
        ELEMENT,
        SEQUENCE,
        ITEM,
        ITEM_END,
        SEQUENCE_END,
        FRAGMENTS,
        FRAGMENT,
        FRAGMENTS_END,
        END
    }

    static final int ITEM_TAG = 0xFFFEE000;
    static final int ITEM_DELIMITER = 0xFFFEE00D;
    static final int SEQUENCE_DELIMITER = 0xFFFEE0DD;
    /** Of {@link #length()}, where a delimiter marks the end instead. */
    static final long UNDEFINED = 0xFFFFFFFFL;

    private static final int HEADER = 8;

    private final DicomInput in;
    private final int maxDepth;
    private Level[] levels = new Level[8];
    private int top = -1;

    private int tag;
    private VR vr;
    private long length;
    private long start;
    private long valueOffset;
    private boolean asUnknown;
    private boolean valuePending;
    private boolean atEnd;

    /** A whole data set, to the end of the stream. */
    ElementReader(DicomInput in, TransferSyntax syntax, int maxDepth) {
        this.in = in;
        this.maxDepth = maxDepth;
        this.start = in.position();
        Level root = push(Level.Kind.ROOT, 0, Long.MAX_VALUE, true);
        root.explicitVr = syntax.explicitVr();
        root.bigEndian = syntax.bigEndian();
    }

    /** The value field of one sequence or of encapsulated pixel data, as left by an earlier reading. */
    ElementReader(DicomInput in, int tag, VR vr, Value.Encoded encoded, int maxDepth) {
        this(in, encoded.syntax(), maxDepth);
        levels[0].signedPixels = encoded.signedPixels();
        this.tag = tag;
        long end = encoded.undefinedLength() ? Long.MAX_VALUE : in.position() + encoded.length();
        push(vr == VR.SQ ? Level.Kind.SEQUENCE : Level.Kind.FRAGMENTS, tag, end, !encoded.undefinedLength());
    }

    private Level push(Level.Kind kind, int ofTag, long end, boolean definedLength) {
        if (++top == levels.length) levels = Arrays.copyOf(levels, 2 * top);
        if (levels[top] == null) levels[top] = new Level();
        levels[top].open(top == 0 ? null : levels[top - 1], kind, ofTag, end, definedLength);
        return levels[top];
    }

    /** Sequences open around the current token. */
    int depth() {
        return (top + 1) / 2;
    }

    int tag() {
        return tag;
    }

    /** The VR of an element or of encapsulated pixel data; SQ for a sequence, also for one that came as UN. */
    VR vr() {
        return vr;
    }

    /** Bytes of the value, item or sequence, or {@link #UNDEFINED}. */
    long length() {
        return length;
    }

    boolean undefinedLength() {
        return length == UNDEFINED;
    }

    /** The sequence stands in the stream as UN. */
    boolean asUnknown() {
        return asUnknown;
    }

    /** Where the header of the current token starts. */
    long start() {
        return start;
    }

    /** Where its value starts. */
    long valueOffset() {
        return valueOffset;
    }

    boolean bigEndian() {
        return levels[top].bigEndian;
    }

    boolean signedPixels() {
        return levels[top].signedPixels;
    }

    /** The encoding in force at the current token, which need not be what was declared. */
    TransferSyntax syntax() {
        return syntax(levels[top]);
    }

    /** The encoding of the data set's own elements. */
    TransferSyntax rootSyntax() {
        return syntax(levels[0]);
    }

    private static TransferSyntax syntax(Level level) {
        if (!level.explicitVr) return TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        return level.bigEndian ? TransferSyntax.EXPLICIT_VR_BIG_ENDIAN : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    }

    long position() {
        return in.position();
    }

    Token next() throws IOException {
        skipValue();
        Level level = levels[top];
        return switch (level.kind) {
            case ROOT -> root(level);
            case ITEM -> item(level);
            case SEQUENCE -> sequence(level);
            case FRAGMENTS -> fragments(level);
        };
    }

    /** {@link Token#END} has been given. */
    boolean atEnd() {
        return atEnd;
    }

    private Token end() {
        atEnd = true;
        return token(Token.END, false);
    }

    private Token token(Token token, boolean hasValue) {
        valuePending = hasValue;
        return token;
    }

    /** The current value, in little endian. */
    byte[] readValue() throws IOException {
        valuePending = false;
        byte[] value = in.read(length);
        if (value.length < length) throw truncated(value.length);
        if (bigEndian() && vr.unit() > 1) ByteSwap.swap(value, value.length, vr.unit());
        return value;
    }

    /** Passes over what {@link #readValue} has not taken. */
    void skipValue() throws IOException {
        if (valuePending) transferValue(null);
    }

    /** Copies the current value as it stands in the stream. */
    void transferValue(OutputStream out) throws IOException {
        valuePending = false;
        long there = in.transfer(length, out);
        if (there < length) throw truncated(there);
    }

    private DicomFormatException truncated(long there) {
        return error("Stream ends after " + there + " of the " + length + " bytes of the value");
    }

    DicomFormatException error(String problem) {
        return new DicomFormatException(problem, tag, start);
    }

    // ---- one method for each kind of level ----

    private Token root(Level level) throws IOException {
        start = in.position();
        if (!in.has(HEADER)) {
            // Some writers pad a file with a few zero bytes.
            int left = in.remaining(HEADER);
            if (left > 0 && !in.onlyZerosFollow()) throw error("Stream ends within an element's header, after");
            return end();
        }
        if (!level.first && in.peekInt(0, false) == 0) {
            if (in.onlyZerosFollow()) return end();
            tag = 0;
            throw error("Command element after others");
        }
        return element(level);
    }

    private Token item(Level level) throws IOException {
        start = in.position();
        if (level.definedLength && start == level.end) return pop(Token.ITEM_END);
        requireHeader(level, "item");
        if (in.peekTag(level.bigEndian) == ITEM_DELIMITER && !level.definedLength) {
            tag = ITEM_DELIMITER;
            in.advance(HEADER);
            return pop(Token.ITEM_END);
        }
        return element(level);
    }

    private Token sequence(Level level) throws IOException {
        start = in.position();
        if (level.definedLength && start == level.end) return pop(Token.SEQUENCE_END);
        requireHeader(level, "sequence");
        int found = in.peekTag(level.bigEndian);
        if (found == SEQUENCE_DELIMITER && !level.definedLength) {
            in.advance(HEADER);
            return pop(Token.SEQUENCE_END);
        }
        itemHeader(level, found);
        if (length != UNDEFINED) requireWithin(level);
        long end = length == UNDEFINED ? level.end : valueOffset + length;
        push(Level.Kind.ITEM, level.tag, end, length != UNDEFINED);
        return token(Token.ITEM, false);
    }

    private Token fragments(Level level) throws IOException {
        start = in.position();
        if (level.definedLength && start == level.end) return pop(Token.FRAGMENTS_END);
        requireHeader(level, "encapsulated pixel data");
        int found = in.peekTag(level.bigEndian);
        if (found == SEQUENCE_DELIMITER && !level.definedLength) {
            in.advance(HEADER);
            return pop(Token.FRAGMENTS_END);
        }
        itemHeader(level, found);
        if (length == UNDEFINED) throw error("Fragment of undefined length");
        requireWithin(level);
        vr = VR.OB;
        return token(Token.FRAGMENT, true);
    }

    private Token pop(Token token) {
        top--;
        return token(token, false);
    }

    private void itemHeader(Level level, int found) throws IOException {
        if (found != ITEM_TAG) {
            tag = found;
            throw error("Expected an item of " + Level.name(level.tag) + " but found this");
        }
        tag = ITEM_TAG;
        length = in.peekInt(4, level.bigEndian) & UNDEFINED;
        in.advance(HEADER);
        valueOffset = in.position();
    }

    private void requireHeader(Level level, String where) throws IOException {
        if (level.end - start < HEADER) {
            tag = level.tag;
            throw error(
                    level.end == start
                            ? "The enclosing length ends before the " + where + " is delimited,"
                            : "Stray bytes at the end of the " + where);
        }
        if (!in.has(HEADER)) {
            tag = level.tag;
            throw error("Stream ends within the " + where);
        }
    }

    private void requireWithin(Level level) throws DicomFormatException {
        if (length > level.end - valueOffset) {
            throw error("Length " + length + " goes beyond what encloses it, which ends at offset " + level.end + ",");
        }
    }

    // ---- elements ----

    private Token element(Level level) throws IOException {
        tag = in.peekTag(level.bigEndian);
        if (tag >>> 16 == 0xFFFE) throw error("Item or delimiter in the wrong place");
        if (level.first) level.detectVr(in);
        level.first = false;
        asUnknown = false;
        if (level.explicitVr) explicitHeader(level);
        else implicitHeader(level);
        valueOffset = in.position();
        if (vr == VR.UN && level.explicitVr && isSequenceAsUnknown()) {
            asUnknown = true;
            vr = VR.SQ;
        }
        if (vr == VR.SQ) return openSequence(level);
        if (length == UNDEFINED) return openUndefined(level);
        requireWithin(level);
        level.note(tag, length, in);
        return token(Token.ELEMENT, true);
    }

    private void implicitHeader(Level level) {
        length = in.peekInt(4, false) & UNDEFINED;
        in.advance(HEADER);
        vr = ElementDictionary.vrOf(tag, level.signedPixels, level.singleEntryLut);
    }

    private void explicitHeader(Level level) throws IOException {
        int code = in.peek(4) << 8 | in.peek(5);
        int shortLength = in.peekShort(6, level.bigEndian);
        vr = VR.of(code);
        // PS3.5 6.2: a VR defined later than this program has a 32-bit length after two zero bytes.
        boolean longLength = vr != null ? vr.hasLongLength() : Level.isVrCode(code) && shortLength == 0;
        if (vr == null) {
            vr = ElementDictionary.vrOf(tag, level.signedPixels, level.singleEntryLut);
            if (vr == VR.SQ) vr = VR.UN;
        }
        in.advance(HEADER);
        length = shortLength;
        if (longLength) {
            if (level.end - in.position() < 4) throw error("Header goes beyond what encloses it");
            if (!in.has(4)) throw error("Stream ends within the header");
            length = in.peekInt(0, level.bigEndian) & UNDEFINED;
            in.advance(4);
        }
    }

    /** PS3.5 6.2.2 note 2: UN of undefined length holds items in Implicit VR Little Endian; and so does a known sequence as UN. */
    private boolean isSequenceAsUnknown() throws IOException {
        if (length == UNDEFINED) return tag != Tag.PixelData;
        return ElementDictionary.vrOf(tag) == VR.SQ && length >= HEADER && in.has(4) && in.peekTag(false) == ITEM_TAG;
    }

    private Token openSequence(Level level) throws IOException {
        if (depth() >= maxDepth) throw error("Sequences nest deeper than " + maxDepth + " levels");
        if (length != UNDEFINED) requireWithin(level);
        long end = length == UNDEFINED ? level.end : valueOffset + length;
        Level sequence = push(Level.Kind.SEQUENCE, tag, end, length != UNDEFINED);
        if (asUnknown) {
            sequence.explicitVr = false;
            sequence.bigEndian = false;
        }
        return token(Token.SEQUENCE, false);
    }

    private Token openUndefined(Level level) throws IOException {
        if (vr == VR.OB || vr == VR.OW || vr == VR.UN && tag == Tag.PixelData) {
            if (!level.explicitVr) vr = VR.OB;
            push(Level.Kind.FRAGMENTS, tag, level.end, false);
            return token(Token.FRAGMENTS, false);
        }
        if (level.explicitVr) throw error("Undefined length, which VR " + vr + " cannot have,");
        // Implicit VR: what the dictionary does not know as a sequence is one nevertheless (private ones above all).
        vr = VR.SQ;
        return openSequence(level);
    }
}
