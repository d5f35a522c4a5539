package org.muniment.dicom;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.muniment.dicom.ElementReader.Token;

/** Makes {@link Attributes} of tokens, and keeps them within the memory granted. */
final class DataSetBuilder {

    /** What an element, an item or a fragment costs beside its bytes, roughly. */
    private static final int OVERHEAD = 100;
    /** Root values up to this length may use the last quarter of the memory: they identify and describe the object. */
    private static final int SHORT = 256;

    /** A sequence being filled, and the data set it belongs to. */
    private record Open(
            Attributes owner, int tag, List<Attributes> items, boolean undefinedLength, boolean asUnknown) {}

    /** Where a root sequence or pixel data starts, how it is encoded, and the memory in use before it. */
    private record Mark(int tag, VR vr, long offset, TransferSyntax syntax, boolean signedPixels, long used) {}

    private final ElementReader in;
    private final ReadOptions options;
    private final BulkSource bulkSource;
    private final long limit;
    private final Deque<Open> open = new ArrayDeque<>();

    private Attributes current = new Attributes();
    private long used;
    private Mark root;

    /** @param bulkSource may be null: then all has to be held */
    DataSetBuilder(ElementReader in, ReadOptions options, BulkSource bulkSource) {
        this.in = in;
        this.options = options;
        this.bulkSource = bulkSource;
        this.limit = options.heapLimit() - (bulkSource == null ? 0 : options.heapLimit() / 4);
    }

    /** Reads to the end, or to the element to stop before, whose header is then the reader's current token. */
    Attributes build() throws IOException {
        for (Token token = in.next(); token != Token.END; token = in.next()) {
            if (open.isEmpty() && Integer.toUnsignedLong(in.tag()) >= options.stopBefore()) return current;
            take(token);
        }
        return current;
    }

    private void take(Token token) throws IOException {
        switch (token) {
            case ELEMENT -> element();
            case SEQUENCE -> openSequence();
            case ITEM -> openItem();
            case ITEM_END -> current = null;
            case SEQUENCE_END -> closeSequence();
            case FRAGMENTS -> fragments();
            default -> throw new IllegalStateException(token.name());
        }
    }

    private void element() throws IOException {
        boolean bulk = bulkSource != null && (isBulk() || open.isEmpty() && !fitsRoot());
        used += OVERHEAD + (bulk ? 0 : in.length());
        if (open.isEmpty()) requireRoom(options.heapLimit());
        else if (overLimit()) {
            leaveSequence();
            return;
        }
        Value value = bulk ? skipToBulk() : new Value.Bytes(in.readValue());
        current.put(new Attributes.Element(in.tag(), in.vr(), value));
    }

    private boolean isBulk() {
        return in.length() > options.bulkThreshold()
                || options.pixelDataAsBulk() && in.tag() == Tag.PixelData && open.isEmpty();
    }

    private boolean fitsRoot() {
        return used + OVERHEAD + in.length() <= (in.length() <= SHORT ? options.heapLimit() : limit);
    }

    private void requireRoom(long most) throws DicomFormatException {
        if (used > most) throw in.error("Data set takes more than " + most + " bytes of memory");
    }

    /** True where the memory granted is used up but something can be left where it lies. */
    private boolean overLimit() throws DicomFormatException {
        if (bulkSource == null) requireRoom(limit);
        return used > limit;
    }

    private Value.Bulk skipToBulk() throws IOException {
        Value.Bulk bulk = new Value.Bulk(bulkSource, in.valueOffset(), in.length(), in.bigEndian());
        in.skipValue();
        return bulk;
    }

    private Mark mark() {
        return new Mark(in.tag(), in.vr(), in.valueOffset(), in.syntax(), in.signedPixels(), used);
    }

    private void openSequence() throws IOException {
        if (open.isEmpty()) root = mark();
        open.push(new Open(current, in.tag(), new ArrayList<>(4), in.undefinedLength(), in.asUnknown()));
        current = null;
        used += OVERHEAD;
        if (overLimit()) leaveSequence();
    }

    private void openItem() throws IOException {
        used += OVERHEAD;
        if (overLimit()) {
            leaveSequence();
            return;
        }
        current = new Attributes();
        current.setUndefinedLength(in.undefinedLength());
        open.element().items().add(current);
    }

    private void closeSequence() {
        Open closed = open.pop();
        current = closed.owner();
        Value items = new Value.Items(closed.items(), closed.undefinedLength(), closed.asUnknown());
        current.put(new Attributes.Element(closed.tag(), VR.SQ, items));
    }

    /** Gives up holding the root sequence being read: checks the rest of it and remembers only where it is. */
    private void leaveSequence() throws IOException {
        while (in.depth() > 0) in.next();
        Open sequence = open.getLast();
        open.clear();
        current = sequence.owner();
        putEncoded(sequence.undefinedLength());
    }

    private void putEncoded(boolean undefinedLength) throws DicomFormatException {
        used = root.used() + OVERHEAD;
        requireRoom(options.heapLimit());
        long length = in.position() - root.offset();
        Value value = new Value.Encoded(
                bulkSource, root.offset(), length, undefinedLength, root.syntax(), root.signedPixels());
        current.put(new Attributes.Element(root.tag(), root.vr(), value));
    }

    private void fragments() throws IOException {
        Mark here = mark();
        List<Value> fragments = new ArrayList<>();
        boolean held = true;
        while (in.next() == Token.FRAGMENT) held = held && fragment(fragments);
        if (held) {
            current.put(new Attributes.Element(here.tag(), here.vr(), new Value.Fragments(fragments)));
        } else if (open.isEmpty()) {
            root = here;
            putEncoded(true);
        } else {
            leaveSequence();
        }
    }

    /** False where there is no room for it. */
    private boolean fragment(List<Value> fragments) throws IOException {
        // The basic offset table, which comes first, is wanted at hand; all the rest is pixel data.
        boolean pixels = !fragments.isEmpty() && options.pixelDataAsBulk();
        boolean bulk = bulkSource != null && (pixels || in.length() > options.bulkThreshold());
        used += OVERHEAD + (bulk ? 0 : in.length());
        if (overLimit()) {
            fragments.clear();
            return false;
        }
        fragments.add(bulk ? skipToBulk() : new Value.Bytes(in.readValue()));
        return true;
    }
}
