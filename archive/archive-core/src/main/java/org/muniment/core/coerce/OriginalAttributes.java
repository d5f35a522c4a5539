package org.muniment.core.coerce;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementPath;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * The record of what was changed: one more item of Original Attributes Sequence (0400,0561) for each reason, PS3.3 C.12.1.1.9. Items
 * that are there already stay.
 */
public final class OriginalAttributes {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSSSS'+0000'").withZone(ZoneOffset.UTC);
    private static final int LO = 64;

    private OriginalAttributes() {}

    /**
     * The coerced data set with its originals.
     *
     * @param modifyingSystem the archive's name
     * @param source who sent the instance with the values it had
     */
    public static Attributes recordedIn(Coerced coerced, String modifyingSystem, String source, Instant at) {
        if (!coerced.isChanged()) return coerced.dataSet();
        Attributes dataSet = coerced.dataSet();
        List<Attributes> items = new ArrayList<>(dataSet.getItems(Tag.OriginalAttributesSequence));
        for (Reason reason : Reason.values()) {
            Attributes originals = coerced.originals().get(reason);
            if (originals == null) continue;
            Attributes item = new Attributes();
            item.setItems(Tag.ModifiedAttributesSequence, originals.copy());
            item.setString(Tag.AttributeModificationDateTime, VR.DT, DATE_TIME.format(at));
            item.setString(Tag.ModifyingSystem, VR.LO, ascii(modifyingSystem));
            item.setString(Tag.ReasonForTheAttributeModification, VR.CS, reason.name());
            item.setString(Tag.SourceOfPreviousValues, VR.LO, ascii(source));
            items.add(item);
        }
        dataSet.setItems(Tag.OriginalAttributesSequence, items.toArray(Attributes[]::new));
        return dataSet;
    }

    /** Where the times stand that were recorded last, as many as there were reasons. */
    static List<ElementPath> times(Attributes dataSet, int reasons) {
        int items = dataSet.getItems(Tag.OriginalAttributesSequence).size();
        List<ElementPath> paths = new ArrayList<>();
        for (int i = items - reasons + 1; i <= items; i++) paths.add(ElementPath.of("04000561/" + i + "/04000562"));
        return paths;
    }

    /** In whatever character set the data set is. */
    private static String ascii(String name) {
        StringBuilder text = new StringBuilder();
        name.chars()
                .limit(LO)
                .forEach(c -> text.append(
                        c < 128 && c >= ' ' && c != '\\' && SpecificCharacterSet.DEFAULT.canEncode("" + (char) c)
                                ? (char) c
                                : '?'));
        return text.toString();
    }
}
