package org.muniment.web.qido;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.web.problem.BadParameterException;

/**
 * Collects what a request asks for as C-FIND would say it (PS3.4 C.4.1.1.3.1), which is what queries are made of: empty elements are to be
 * returned, others are conditions as well.
 */
final class Identifier {

    private final Attributes keys = new Attributes();
    private final Set<Integer> wholeSequences = new HashSet<>();

    Identifier() {
        keys.setString(Tag.SpecificCharacterSet, VR.CS, SpecificCharacterSet.UTF8.toString());
    }

    Attributes keys() {
        return keys;
    }

    void returnAlso(AttributePath path) {
        if (path.tags().size() == 1) {
            if (path.vr() == VR.SQ) wholeSequences.add(path.root());
            else if (!keys.contains(path.root())) keys.setNull(path.root(), path.vr());
        } else {
            Attributes item = item(path);
            int tag = last(path);
            if (!item.contains(tag)) item.setNull(tag, path.vr());
        }
    }

    /** @throws BadParameterException where {@code values} can't be values of the attribute */
    void match(AttributePath path, String parameter, List<String> values) {
        Attributes target = path.tags().size() == 1 ? keys : item(path);
        VR vr = path.vr();
        switch (vr) {
            case US, SS, UL, SL -> target.setInt(last(path), vr, numbers(vr, parameter, values));
            case SQ -> throw new BadParameterException(parameter, "is a sequence: name an attribute of its items");
            default -> {
                if (!vr.isString()) throw new BadParameterException(parameter, "can't be searched by");
                target.setString(last(path), vr, values.toArray(String[]::new));
            }
        }
    }

    private static int[] numbers(VR vr, String parameter, List<String> values) {
        long least = vr == VR.SS ? Short.MIN_VALUE : vr == VR.SL ? Integer.MIN_VALUE : 0;
        long most =
                vr == VR.SS ? Short.MAX_VALUE : vr == VR.US ? 0xffff : vr == VR.SL ? Integer.MAX_VALUE : 0xffffffffL;
        return values.stream()
                .mapToInt(value -> {
                    if (!value.matches("-?[0-9]{1,10}")) throw new BadParameterException(parameter, "is not a number");
                    long number = Long.parseLong(value);
                    if (number < least || number > most) throw new BadParameterException(parameter, "is out of range");
                    return (int) number;
                })
                .toArray();
    }

    /** Sequences that are asked for as a whole, unless conditions on their items choose what of them is returned. */
    Attributes finish() {
        for (int sequence : wholeSequences) {
            if (!isCondition(keys.getItem(sequence))) keys.setNull(sequence, VR.SQ);
        }
        return keys;
    }

    private static boolean isCondition(Attributes item) {
        if (item == null) return false;
        return item.elements().stream()
                .anyMatch(e -> e.vr() == VR.SQ ? isCondition(item.getItem(e.tag())) : item.containsValue(e.tag()));
    }

    private Attributes item(AttributePath path) {
        Attributes item = keys;
        for (int sequence : path.tags().subList(0, path.tags().size() - 1)) {
            if (item.getItem(sequence) == null) item.setItems(sequence, new Attributes());
            item = item.getItem(sequence);
        }
        return item;
    }

    private static int last(AttributePath path) {
        return path.tags().get(path.tags().size() - 1);
    }
}
