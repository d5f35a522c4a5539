package org.muniment.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.ElementReader.Token;

/**
 * The items of a sequence that was too large to hold ({@link Value.Encoded}), read again one at a time. Values over {@value #LONG_VALUE}
 * bytes stay where they are; an item that nevertheless takes more than {@value #LARGEST_ITEM} bytes fails. Close it to close the source.
 */
public final class EncodedItems implements Closeable {

    private static final int LONG_VALUE = 64 << 10;
    private static final int LARGEST_ITEM = 16 << 20;
    /** What an element or item costs beside its bytes, roughly. */
    private static final int OVERHEAD = 100;

    private final Attributes parent;
    private final int tag;
    private final BulkSource source;
    private final InputStream stream;
    private final ElementReader in;
    private long used;

    private EncodedItems(Attributes dataSet, int tag, Value.Encoded encoded) throws IOException {
        this.parent = new Attributes(dataSet);
        this.tag = tag;
        this.source = encoded.source();
        this.stream = source.open(encoded.offset(), encoded.length());
        DicomInput input = new DicomInput(stream, encoded.offset());
        this.in = new ElementReader(input, tag, VR.SQ, encoded, ReadOptions.DEEPEST);
    }

    /**
     * @param dataSet the root data set, whose character set its items inherit; it stays as it is
     * @throws IllegalArgumentException where the element is not a sequence left in its source
     */
    public static EncodedItems open(Attributes dataSet, int tag) throws IOException {
        Attributes.Element element = dataSet.get(tag);
        if (element == null || element.vr() != VR.SQ || !(element.value() instanceof Value.Encoded encoded)) {
            throw new IllegalArgumentException("Not a sequence left in its source: " + String.format("%08X", tag));
        }
        return new EncodedItems(dataSet, tag, encoded);
    }

    /** The next item, or null behind the last. */
    public Attributes next() throws IOException {
        if (in.next() != Token.ITEM) return null;
        used = 0;
        Attributes item = item();
        parent.put(new Attributes.Element(tag, VR.SQ, new Value.Items(List.of(item))));
        return item;
    }

    private Attributes item() throws IOException {
        Attributes item = new Attributes();
        item.setUndefinedLength(in.undefinedLength());
        for (Token token = in.next(); token != Token.ITEM_END; token = in.next()) {
            int elementTag = in.tag();
            VR vr = in.vr();
            Value value =
                    switch (token) {
                        case ELEMENT -> value();
                        case SEQUENCE -> items();
                        case FRAGMENTS -> fragments();
                        default -> throw new IllegalStateException(token.name());
                    };
            item.put(new Attributes.Element(elementTag, vr, value));
        }
        return item;
    }

    private Value items() throws IOException {
        boolean undefinedLength = in.undefinedLength();
        boolean asUnknown = in.asUnknown();
        List<Attributes> items = new ArrayList<>(4);
        while (in.next() == Token.ITEM) {
            charge(0);
            items.add(item());
        }
        return new Value.Items(items, undefinedLength, asUnknown);
    }

    private Value fragments() throws IOException {
        List<Value> fragments = new ArrayList<>();
        while (in.next() == Token.FRAGMENT) fragments.add(value());
        return new Value.Fragments(fragments);
    }

    private Value value() throws IOException {
        if (in.length() > LONG_VALUE) {
            charge(0);
            return new Value.Bulk(source, in.valueOffset(), in.length(), in.bigEndian());
        }
        charge(in.length());
        return new Value.Bytes(in.readValue());
    }

    private void charge(long bytes) throws DicomFormatException {
        used += OVERHEAD + bytes;
        if (used > LARGEST_ITEM) throw in.error("Item takes more than " + LARGEST_ITEM + " bytes of memory");
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
