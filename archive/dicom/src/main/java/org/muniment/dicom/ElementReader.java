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

    private final DicomInput in;
    private final int maxDepth;
    private final ElementHeader header = new ElementHeader();
    private Level[] levels = new Level[8];
    private int top = -1;

    private boolean valuePending;
    private Token current;

    /** A whole data set, to the end of the stream. */
    ElementReader(DicomInput in, TransferSyntax syntax, int maxDepth) {
        this.in = in;
        this.maxDepth = maxDepth;
        header.start = in.position();
        Level root = push(Level.Kind.ROOT, 0, Long.MAX_VALUE, true);
        root.explicitVr = syntax.explicitVr();
        root.bigEndian = syntax.bigEndian();
    }

    /** The value field of one sequence or of encapsulated pixel data, as left by an earlier reading. */
    ElementReader(DicomInput in, int tag, VR vr, Value.Encoded encoded, int maxDepth) {
        this(in, encoded.syntax(), maxDepth);
        levels[0].signedPixels = encoded.signedPixels();
        header.tag = tag;
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
        return header.tag;
    }

    /** The VR of an element or of encapsulated pixel data; SQ for a sequence, also for one that came as UN. */
    VR vr() {
        return header.vr;
    }

    /** Bytes of the value, item or sequence, or {@link ElementHeader#UNDEFINED}. */
    long length() {
        return header.length;
    }

    boolean undefinedLength() {
        return header.isUndefinedLength();
    }

    /** The sequence stands in the stream as UN. */
    boolean asUnknown() {
        return header.asUnknown;
    }

    /** Where the header of the current token starts. */
    long start() {
        return header.start;
    }

    /** Where its value starts. */
    long valueOffset() {
        return header.valueOffset;
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
        return current == Token.END;
    }

    /** What {@link #next} gave last; null before the first. */
    Token current() {
        return current;
    }

    private Token token(Token token, boolean hasValue) {
        current = token;
        valuePending = hasValue;
        return token;
    }

    /** The current value, in little endian. */
    byte[] readValue() throws IOException {
        valuePending = false;
        byte[] value = in.read(header.length);
        if (value.length < header.length) throw truncated(value.length);
        int unit = header.vr.unit();
        if (bigEndian() && unit > 1) ByteSwap.swap(value, value.length, unit);
        return value;
    }

    /** The first two bytes of the current value, high byte first, without taking them; -1 where it is shorter. */
    int peekStart() throws IOException {
        return header.length >= 2 && in.has(2) ? in.peekShort(0, true) : -1;
    }

    /** Passes over what {@link #readValue} has not taken. */
    void skipValue() throws IOException {
        if (valuePending) transferValue(null);
    }

    /** Copies the current value as it stands in the stream. */
    void transferValue(OutputStream out) throws IOException {
        valuePending = false;
        long there = in.transfer(header.length, out);
        if (there < header.length) throw truncated(there);
    }

    private DicomFormatException truncated(long there) {
        return error("Stream ends after " + there + " of the " + header.length + " bytes of the value");
    }

    DicomFormatException error(String problem) {
        return header.error(problem);
    }

    // ---- one method for each kind of level ----

    private Token root(Level level) throws IOException {
        header.start = in.position();
        if (!in.has(ElementHeader.SIZE)) {
            // Some writers pad a file with a few zero bytes.
            int left = in.remaining(ElementHeader.SIZE);
            if (left > 0 && !in.onlyZerosFollow()) throw error("Stream ends within an element's header, after");
            return token(Token.END, false);
        }
        if (!level.first && in.peekInt(0, false) == 0) {
            if (in.onlyZerosFollow()) return token(Token.END, false);
            header.tag = 0;
            throw error("Command element after others");
        }
        return element(level);
    }

    private Token item(Level level) throws IOException {
        if (isOver(level, ElementHeader.ITEM_DELIMITER, "item")) return pop(Token.ITEM_END);
        return element(level);
    }

    private Token sequence(Level level) throws IOException {
        if (isOver(level, ElementHeader.SEQUENCE_DELIMITER, "sequence")) return pop(Token.SEQUENCE_END);
        header.readItem(in, level);
        pushValue(Level.Kind.ITEM, level.tag, level);
        return token(Token.ITEM, false);
    }

    private Token fragments(Level level) throws IOException {
        if (isOver(level, ElementHeader.SEQUENCE_DELIMITER, "encapsulated pixel data")) return pop(Token.FRAGMENTS_END);
        header.readItem(in, level);
        if (header.isUndefinedLength()) throw error("Fragment of undefined length");
        header.requireWithin(level);
        header.vr = VR.OB;
        return token(Token.FRAGMENT, true);
    }

    /** Ends by its length or its delimiter, which is taken; else a header is available. */
    private boolean isOver(Level level, int delimiter, String what) throws IOException {
        header.start = in.position();
        if (level.definedLength && header.start == level.end) return true;
        requireHeader(level, what);
        if (level.definedLength || in.peekTag(level.bigEndian) != delimiter) return false;
        in.advance(ElementHeader.SIZE);
        return true;
    }

    private Token pop(Token token) {
        top--;
        return token(token, false);
    }

    private void requireHeader(Level level, String what) throws IOException {
        long left = level.end - header.start;
        if (left >= ElementHeader.SIZE && in.has(ElementHeader.SIZE)) return;
        header.tag = level.tag;
        if (left >= ElementHeader.SIZE) throw error("Stream ends within the " + what);
        if (left > 0) throw error("Stray bytes at the end of the " + what);
        throw error("The enclosing length ends before the " + what + " is delimited,");
    }

    // ---- elements ----

    private Token element(Level level) throws IOException {
        header.readElement(in, level);
        if (header.vr == VR.SQ) return openSequence(level);
        if (header.isUndefinedLength()) return openUndefined(level);
        header.requireWithin(level);
        level.note(header.tag, header.length, in);
        return token(Token.ELEMENT, true);
    }

    private Token openSequence(Level level) throws IOException {
        if (depth() >= maxDepth) throw error("Sequences nest deeper than " + maxDepth + " levels");
        Level sequence = pushValue(Level.Kind.SEQUENCE, header.tag, level);
        if (header.asUnknown) {
            sequence.explicitVr = false;
            sequence.bigEndian = false;
        }
        return token(Token.SEQUENCE, false);
    }

    /** A level for what the current header introduces. */
    private Level pushValue(Level.Kind kind, int ofTag, Level around) throws IOException {
        boolean undefined = header.isUndefinedLength();
        if (!undefined) header.requireWithin(around);
        return push(kind, ofTag, undefined ? around.end : header.valueOffset + header.length, !undefined);
    }

    private Token openUndefined(Level level) throws IOException {
        VR vr = header.vr;
        if (vr == VR.OB || vr == VR.OW || vr == VR.UN && header.tag == Tag.PixelData) {
            if (!level.explicitVr) header.vr = VR.OB;
            pushValue(Level.Kind.FRAGMENTS, header.tag, level);
            return token(Token.FRAGMENTS, false);
        }
        if (level.explicitVr) throw error("Undefined length, which VR " + vr + " cannot have,");
        // Implicit VR: what the dictionary does not know as a sequence is one nevertheless (private ones above all).
        header.vr = VR.SQ;
        return openSequence(level);
    }
}
