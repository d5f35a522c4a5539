package org.muniment.core.find;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/**
 * What of a row's element an answer carries. Of a sequence asked for by the keys of an item, the items that match with these keys; the
 * whole sequence where the key has no item or an empty one (PS3.4 C.2.2.2.6). Items are copied: they would else take the answer for
 * their parent.
 */
final class SequenceSelection {

    private SequenceSelection() {}

    /** @param criteria those on the data set the key is of, among others */
    static Attributes.Element of(Attributes.Element key, Attributes.Element found, List<Criterion> criteria) {
        if (!(found.value() instanceof Value.Items items)) return found;
        Attributes itemKeys = itemKeys(key);
        List<Criterion> onItem = onItem(key.tag(), criteria);
        List<Attributes> selected = new ArrayList<>();
        for (Attributes item : items.items()) {
            if (onItem.stream().allMatch(c -> c.matches(item))) selected.add(copy(item, itemKeys, onItem));
        }
        return new Attributes.Element(key.tag(), VR.SQ, new Value.Items(selected));
    }

    /** Zero length, or no item. */
    static Attributes.Element empty(Attributes.Element key) {
        Value none = key.vr() == VR.SQ ? new Value.Items(new ArrayList<>()) : Value.Bytes.EMPTY;
        return new Attributes.Element(key.tag(), key.vr(), none);
    }

    private static Attributes itemKeys(Attributes.Element key) {
        return key.value() instanceof Value.Items items && !items.items().isEmpty()
                ? items.items().get(0)
                : new Attributes();
    }

    private static List<Criterion> onItem(int tag, List<Criterion> criteria) {
        for (Criterion c : criteria) if (c instanceof Criterion.OnItem on && on.tag() == tag) return on.asked();
        return List.of();
    }

    private static Attributes copy(Attributes item, Attributes keys, List<Criterion> criteria) {
        Attributes copy = new Attributes();
        Attributes wanted = keys.isEmpty() ? item : keys;
        for (Attributes.Element key : wanted.elements()) {
            Attributes.Element found = item.get(key.tag());
            copy.put(found == null ? empty(key) : of(keys.isEmpty() ? empty(key) : key, found, criteria));
        }
        return copy;
    }
}
