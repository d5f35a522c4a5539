package org.muniment.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.dicom.Attributes.Element;
import org.muniment.dicom.ElementReader.Token;

/** Looks for one element and passes over everything else, in constant memory. */
final class ElementFinder {

    private final ElementReader in;
    private final BulkSource source;

    ElementFinder(ElementReader in, BulkSource source) {
        this.in = in;
        this.source = source;
    }

    /** The element, its value left in the source; empty where it is not there or is a sequence. */
    Optional<Element> find(ElementPath path) throws IOException {
        for (int depth = 0; depth < path.depth(); depth++) {
            if (seek(path.tag(depth), depth) != Token.SEQUENCE || !enter(path.item(depth), depth))
                return Optional.empty();
        }
        Token found = seek(path.tag(), path.depth());
        if (found != Token.ELEMENT && found != Token.FRAGMENTS) return Optional.empty();
        VR vr = in.vr();
        return Optional.of(new Element(path.tag(), vr, found == Token.ELEMENT ? bulk() : fragments()));
    }

    /** Goes to the element of this tag in the data set or item we are in; null where that ends before. */
    private Token seek(int tag, int depth) throws IOException {
        for (Token token = in.next(); token != Token.END && token != Token.ITEM_END; token = in.next()) {
            if (in.tag() == tag) return token;
            while (in.depth() > depth) in.next();
        }
        return null;
    }

    private boolean enter(int item, int depth) throws IOException {
        for (int number = 1; in.next() == Token.ITEM; number++) {
            if (number == item) return true;
            while (in.next() != Token.ITEM_END || in.depth() > depth + 1) continue;
        }
        return false;
    }

    private Value.Bulk bulk() {
        return new Value.Bulk(source, in.valueOffset(), in.length(), in.bigEndian());
    }

    private Value.Fragments fragments() throws IOException {
        List<Value> fragments = new ArrayList<>();
        while (in.next() == Token.FRAGMENT) fragments.add(bulk());
        return new Value.Fragments(fragments);
    }
}
