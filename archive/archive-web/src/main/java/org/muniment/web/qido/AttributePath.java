package org.muniment.web.qido;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.VR;

/**
 * Names an attribute: by keyword or by its tag in eight hexadecimal digits; an attribute within the items of sequences by all of their
 * names, separated by dots (PS3.18 8.3.4.1).
 *
 * @param tags of the sequences, outermost first, and of the attribute
 */
record AttributePath(List<Integer> tags) {

    private static final int DEEPEST = 8;

    AttributePath {
        tags = List.copyOf(tags);
    }

    static AttributePath of(int tag) {
        return new AttributePath(List.of(tag));
    }

    /** @throws IllegalArgumentException where it names none; the message says why and may be told to the client */
    static AttributePath parse(String name) {
        String[] names = name.split("\\.", -1);
        if (names.length > DEEPEST) throw new IllegalArgumentException("is nested too deep");
        List<Integer> tags = new ArrayList<>();
        for (String one : names) {
            if (!tags.isEmpty() && vr(tags.get(tags.size() - 1)) != VR.SQ)
                throw new IllegalArgumentException("goes into an attribute that is no sequence");
            tags.add(tag(one));
        }
        return new AttributePath(tags);
    }

    private static int tag(String name) {
        if (name.matches("[0-9A-Fa-f]{8}")) {
            int tag = Integer.parseUnsignedInt(name, 16);
            if (ElementDictionary.isPrivate(tag) || ElementDictionary.find(tag) != null) return tag;
        } else {
            ElementDictionary.Entry known = ElementDictionary.find(name);
            if (known != null) return known.tag();
        }
        throw new IllegalArgumentException("is no attribute");
    }

    private static VR vr(int tag) {
        return ElementDictionary.vrOf(tag);
    }

    /** The attribute of the entity itself: the outermost. */
    int root() {
        return tags.get(0);
    }

    /** The VR of the attribute named. */
    VR vr() {
        return vr(tags.get(tags.size() - 1));
    }
}
