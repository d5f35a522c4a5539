package org.muniment.core.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** Copies attributes into what the index keeps: text in UTF-8, with Specific Character Set saying so, nothing oversized. */
public final class Utf8Attributes {

    /** A row must stay small whatever a sender puts into a comment; the object itself keeps everything. */
    private static final int LARGEST_VALUE = 16 << 10;

    private static final int LARGEST_ROW = 64 << 10;

    private Utf8Attributes() {}

    public static Attributes of(Attributes dataSet, Set<Integer> tags) {
        Attributes chosen = empty();
        long left = LARGEST_ROW;
        for (int tag : new TreeSet<>(tags)) { // in an order, so that the same data set always gives the same row
            Attributes.Element element = dataSet.get(tag);
            if (element == null) continue;
            long size = size(element.value());
            if (size > Math.min(left, LARGEST_VALUE)) continue;
            copy(dataSet, element, chosen);
            left -= size;
        }
        return chosen;
    }

    /** All of a data set whose size its receiver has bounded. */
    public static Attributes of(Attributes dataSet) {
        Attributes all = empty();
        for (Attributes.Element element : dataSet.elements())
            if (element.tag() != Tag.SpecificCharacterSet) copy(dataSet, element, all);
        return all;
    }

    public static Attributes empty() {
        Attributes attributes = new Attributes();
        attributes.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        return attributes;
    }

    private static void copy(Attributes from, Attributes.Element element, Attributes to) {
        VR vr = known(element);
        if (element.value() instanceof Value.Items items) {
            to.setItems(
                    element.tag(),
                    items.items().stream().map(Utf8Attributes::item).toArray(Attributes[]::new));
        } else if (element.value() instanceof Value.Bytes bytes) {
            to.setBytes(
                    element.tag(),
                    vr,
                    vr.kind() == VR.Kind.TEXT ? utf8(bytes.bytes(), vr, from.characterSet()) : bytes.bytes());
        }
    }

    private static Attributes item(Attributes original) {
        Attributes item = new Attributes();
        for (Attributes.Element element : original.elements())
            if (element.tag() != Tag.SpecificCharacterSet) copy(original, element, item);
        return item;
    }

    private static byte[] utf8(byte[] bytes, VR vr, SpecificCharacterSet characterSet) {
        String text = vr.isSingleText()
                ? characterSet.decode(bytes, vr)
                : String.join("\\", characterSet.decodeAll(bytes, vr));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An attribute that went through a system that did not know it comes as UN (PS3.5 6.2.2); we know those we search. */
    private static VR known(Attributes.Element element) {
        if (element.vr() != VR.UN) return element.vr();
        ElementDictionary.Entry entry = ElementDictionary.find(element.tag());
        return entry != null && entry.vr().isString() ? entry.vr() : VR.UN;
    }

    private static long size(Value value) {
        if (value instanceof Value.Bytes bytes) return bytes.bytes().length;
        if (!(value instanceof Value.Items items)) return Long.MAX_VALUE;
        long size = 0;
        for (Attributes item : items.items())
            for (Attributes.Element element : item.elements()) {
                long inner = size(element.value());
                if (inner > LARGEST_VALUE) return inner;
                size += 12 + inner;
            }
        return size;
    }
}
