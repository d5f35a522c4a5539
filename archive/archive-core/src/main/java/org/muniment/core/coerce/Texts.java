package org.muniment.core.coerce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** Values of an attribute as text, also where it went through a system that made UN of it (PS3.5 6.2.2). */
final class Texts {

    private Texts() {}

    /** What the dictionary says where the element does not. */
    static VR vr(Attributes.Element element) {
        if (element.vr() != VR.UN) return element.vr();
        ElementDictionary.Entry entry = ElementDictionary.find(element.tag());
        return entry == null ? VR.UN : entry.vr();
    }

    /** Each trimmed; none where the attribute is absent, empty or no text or number. */
    static List<String> of(Attributes holder, int tag) {
        Attributes.Element element = holder.get(tag);
        if (element == null || !(element.value() instanceof Value.Bytes bytes)) return List.of();
        VR vr = vr(element);
        if (bytes.bytes().length == 0 || vr == VR.UN || vr == VR.OB || vr == VR.OW) return List.of();
        if (element.vr() != VR.UN) return Arrays.asList(holder.getStrings(tag));
        if (!vr.isString()) return List.of();
        String text = vr.kind() == VR.Kind.TEXT
                ? holder.characterSet().decode(bytes.bytes(), vr)
                : new String(bytes.bytes(), StandardCharsets.ISO_8859_1);
        String[] values = vr.isSingleText() ? new String[] {text} : text.split("\\\\", -1);
        return Arrays.stream(values).map(Texts::strip).toList();
    }

    private static String strip(String text) {
        return text.replace('\0', ' ').strip();
    }

    static boolean hasValue(Attributes holder, int tag) {
        return holder.containsValue(tag)
                && (!(holder.get(tag).value() instanceof Value.Bytes)
                        || !Texts.vr(holder.get(tag)).isString()
                        || of(holder, tag).stream().anyMatch(text -> !text.isEmpty()));
    }
}
