package org.muniment.core.find;

import java.util.Optional;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * Which character set an answer goes out in: none where ASCII is enough; else the one the query came in, if it named one that has every
 * character of the answer; else ISO_IR 192. So an old client can read what it could ask for, and nothing is ever replaced by question marks.
 */
final class ResponseCharacterSet {

    private ResponseCharacterSet() {}

    /**
     * @param answer in UTF-8, saying nothing of it
     * @param asked what the query named
     */
    static void apply(Attributes answer, Optional<SpecificCharacterSet> asked) {
        if (Text.isAscii(answer)) return;
        SpecificCharacterSet set =
                asked.filter(named -> Text.canEncode(answer, named)).orElse(SpecificCharacterSet.UTF8);
        if (!set.equals(SpecificCharacterSet.UTF8)) Text.recode(answer, set);
        answer.setString(Tag.SpecificCharacterSet, VR.CS, set.terms().toArray(String[]::new));
    }
}
