package org.muniment.core.coerce;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** Items of sequences on their way from one data set to another. */
final class Items {

    private Items() {}

    /**
     * A copy with its text in the character set of {@code target}.
     *
     * @param switchToUtf8 turns the target into UTF-8, if it can
     */
    static Optional<Attributes> recoded(Attributes item, Attributes target, BooleanSupplier switchToUtf8) {
        if (!fits(item, target.characterSet()) && !switchToUtf8.getAsBoolean()) return Optional.empty();
        return Optional.of(recode(item, target.characterSet()));
    }

    private static boolean fits(Attributes item, SpecificCharacterSet set) {
        for (Attributes.Element element : item.elements()) {
            if (element.value() instanceof Value.Items items) {
                for (Attributes inner : items.items()) if (!fits(inner, set)) return false;
            } else if (element.value() instanceof Value.Bytes bytes
                    && element.vr().kind() == VR.Kind.TEXT) {
                if (!set.canEncode(item.characterSet().decode(bytes.bytes(), element.vr()))) return false;
            }
        }
        return true;
    }

    private static Attributes recode(Attributes item, SpecificCharacterSet set) {
        Attributes copy = new Attributes();
        for (Attributes.Element element : item.elements()) {
            int tag = element.tag();
            if (tag == Tag.SpecificCharacterSet) continue;
            if (element.value() instanceof Value.Items items) {
                copy.setItems(
                        tag,
                        items.items().stream().map(inner -> recode(inner, set)).toArray(Attributes[]::new));
            } else if (element.value() instanceof Value.Bytes bytes
                    && element.vr().kind() == VR.Kind.TEXT) {
                String text = item.characterSet().decode(bytes.bytes(), element.vr());
                copy.setBytes(tag, element.vr(), set.encode(text, element.vr()));
            } else {
                copy.put(element);
            }
        }
        return copy;
    }
}
