package org.muniment.core.coerce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** Turns all text of a data set into UTF-8. Text in private attributes of unknown VR can't be told from other bytes and stays. */
public final class Utf8 {

    static final String TERM = "ISO_IR 192";

    private Utf8() {}

    /** False where text was too large to be held, or lies in a sequence that was: then nothing may be converted. */
    public static boolean isPossible(Attributes dataSet) {
        for (Attributes.Element element : dataSet.elements()) {
            Value value = element.value();
            if (value instanceof Value.Encoded) return false;
            if (value instanceof Value.Bulk && Texts.vr(element).kind() == VR.Kind.TEXT) return false;
            if (value instanceof Value.Items items)
                for (Attributes item : items.items()) if (!isPossible(item)) return false;
        }
        return true;
    }

    public static void convert(Attributes dataSet) {
        convertText(dataSet);
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, TERM);
    }

    private static void convertText(Attributes dataSet) {
        SpecificCharacterSet from = dataSet.characterSet();
        for (Attributes.Element element : new ArrayList<>(dataSet.elements())) {
            VR vr = Texts.vr(element);
            if (element.value() instanceof Value.Items items) {
                for (Attributes item : items.items()) convertText(item);
                for (Attributes item : items.items()) item.remove(Tag.SpecificCharacterSet);
            } else if (element.value() instanceof Value.Bytes bytes && vr.kind() == VR.Kind.TEXT) {
                byte[] text = from.decode(bytes.bytes(), vr).getBytes(StandardCharsets.UTF_8);
                dataSet.setBytes(element.tag(), element.vr(), text);
            }
        }
    }

    /** Whether some text is not in the default repertoire, of which one byte suffices to tell: none of its bytes is above 127 or escapes. */
    static boolean hasOtherThanAscii(Attributes dataSet) {
        for (Attributes.Element element : dataSet.elements()) {
            if (element.value() instanceof Value.Items items) {
                for (Attributes item : items.items()) if (hasOtherThanAscii(item)) return true;
            } else if (element.value() instanceof Value.Bytes bytes
                    && Texts.vr(element).kind() == VR.Kind.TEXT) {
                for (byte b : bytes.bytes()) if (b < 0 || b == 0x1b) return true;
            }
        }
        return false;
    }
}
