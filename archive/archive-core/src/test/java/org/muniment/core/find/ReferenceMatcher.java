package org.muniment.core.find;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * The same rules a second time, as plainly as can be: look at every instance, test every key on whatever row has it by regular
 * expressions and string comparison. Knows no more than the random queries need; dates and times come in full length only.
 */
final class ReferenceMatcher {

    private static final Map<String, String> PLAIN = new HashMap<>();
    private static final Map<String, Pattern> GLOBS = new HashMap<>();

    private final List<SampleArchive.Entry> entries;
    private final QueryLevel level;
    private final Attributes keys;

    ReferenceMatcher(List<SampleArchive.Entry> entries, QueryLevel level, Attributes keys) {
        this.entries = entries;
        this.level = level;
        this.keys = keys;
    }

    Set<String> uniqueKeys() {
        Set<String> found = new TreeSet<>();
        for (SampleArchive.Entry entry : entries) {
            if (keys.elements().stream().allMatch(key -> matches(key, entry)))
                found.add(uniqueKey(level, entry.study(), rowOf(entry)));
        }
        return found;
    }

    private Attributes rowOf(SampleArchive.Entry entry) {
        return switch (level) {
            case PATIENT, STUDY -> entry.study();
            case SERIES -> entry.series();
            case IMAGE -> entry.instance();
        };
    }

    static String uniqueKey(QueryLevel level, Attributes study, Attributes own) {
        return level == QueryLevel.PATIENT
                ? study.getString(Tag.PatientID) + " of " + study.getString(Tag.IssuerOfPatientID)
                : own.getString(level.uniqueKey());
    }

    private boolean matches(Attributes.Element key, SampleArchive.Entry entry) {
        String[] asked = keys.getStrings(key.tag());
        if (key.tag() == Tag.SpecificCharacterSet
                || asked.length == 0
                || List.of(asked).contains("*")) return true;
        List<String> values = values(key.tag(), entry);
        if (values == null) return true;
        for (String one : asked) {
            for (String value : values) if (matches(key.vr(), one, value)) return true;
        }
        return false;
    }

    /** Null where the attribute is of a level below the query's. */
    private List<String> values(int tag, SampleArchive.Entry entry) {
        if (tag == Tag.ModalitiesInStudy) return level == QueryLevel.PATIENT ? null : List.copyOf(entry.modalities());
        if (QueryLevel.PATIENT.attributes().contains(tag))
            return List.of(entry.study().getStrings(tag));
        if (QueryLevel.STUDY.attributes().contains(tag))
            return level == QueryLevel.PATIENT ? null : List.of(entry.study().getStrings(tag));
        if (QueryLevel.SERIES.attributes().contains(tag))
            return level.isAbove(QueryLevel.SERIES)
                    ? null
                    : List.of(entry.series().getStrings(tag));
        return level == QueryLevel.IMAGE ? List.of(entry.instance().getStrings(tag)) : null;
    }

    private static boolean matches(VR vr, String asked, String value) {
        return switch (vr) {
            case DA, TM -> inRange(asked, value);
            case IS -> new BigDecimal(asked).compareTo(new BigDecimal(value)) == 0;
            case UI -> asked.equals(value);
            case PN -> matchesName(plain(asked), plain(value));
            default -> glob(asked).matcher(value).matches();
        };
    }

    /** A name may leave out its last components, so it is also tried with as many delimiters as were asked for. */
    private static boolean matchesName(String asked, String name) {
        int missing = asked.replaceAll("[^^]", "").length()
                - name.replaceAll("[^^]", "").length();
        return glob(asked).matcher(name).matches()
                || missing > 0
                        && glob(asked)
                                .matcher(name + "^^^^".substring(0, missing))
                                .matches();
    }

    private static boolean inRange(String asked, String value) {
        int hyphen = asked.indexOf('-');
        if (hyphen < 0) return asked.equals(value);
        String from = asked.substring(0, hyphen);
        String to = asked.substring(hyphen + 1);
        return (from.isEmpty() || value.compareTo(from) >= 0) && (to.isEmpty() || value.compareTo(to) <= 0);
    }

    private static String plain(String name) {
        return PLAIN.computeIfAbsent(name, ReferenceMatcher::withoutCaseAndAccents);
    }

    private static String withoutCaseAndAccents(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase();
    }

    private static Pattern glob(String asked) {
        return GLOBS.computeIfAbsent(asked, ReferenceMatcher::compiled);
    }

    private static Pattern compiled(String asked) {
        StringBuilder regex = new StringBuilder();
        for (char c : asked.toCharArray())
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
