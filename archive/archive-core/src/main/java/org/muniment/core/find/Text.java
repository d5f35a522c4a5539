package org.muniment.core.find;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** The text of a data set in UTF-8, with that of its items: what it needs of a character set, and its change into another. */
final class Text {

    private Text() {}

    static boolean isAscii(Attributes attributes) {
        for (Attributes.Element e : attributes.elements()) {
            if (e.value() instanceof Value.Items items) {
                for (Attributes item : items.items()) if (!isAscii(item)) return false;
            } else if (isText(e)) {
                for (byte b : ((Value.Bytes) e.value()).bytes()) if (b < 0) return false;
            }
        }
        return true;
    }

    static boolean canEncode(Attributes attributes, SpecificCharacterSet set) {
        for (Attributes.Element e : attributes.elements()) {
            if (e.value() instanceof Value.Items items) {
                for (Attributes item : items.items()) if (!canEncode(item, set)) return false;
            } else if (isText(e) && !set.canEncode(decoded(e))) return false;
        }
        return true;
    }

    static void recode(Attributes attributes, SpecificCharacterSet set) {
        for (Attributes.Element e : attributes.elements().toArray(Attributes.Element[]::new)) {
            if (e.value() instanceof Value.Items items) {
                for (Attributes item : items.items()) recode(item, set);
            } else if (isText(e)) {
                attributes.setBytes(e.tag(), e.vr(), set.encode(decoded(e), e.vr()));
            }
        }
    }

    private static boolean isText(Attributes.Element e) {
        return e.vr().kind() == VR.Kind.TEXT && e.value() instanceof Value.Bytes;
    }

    private static String decoded(Attributes.Element e) {
        String text = SpecificCharacterSet.UTF8.decode(((Value.Bytes) e.value()).bytes(), e.vr());
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') end--;
        return text.substring(0, end);
    }
}
