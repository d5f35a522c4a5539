package org.muniment.core.find;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.NameKey;

/**
 * Matching of person names, with or without wildcards. PS3.4 C.2.2.2.1 and C.2.2.2.4 leave to the archive what of case, accents and
 * spelling counts: none of what {@link NameKey} folds. A key without {@code =} is sought in each component group, so that an ideographic
 * name is found by its phonetic spelling and the reverse; a key with groups asks for each group it gives.
 */
record NameMatch(List<Wildcard> groups) implements ValueMatch {

    NameMatch {
        groups = List.copyOf(groups);
    }

    /** For a key that is not empty. */
    static NameMatch of(String key) {
        List<Wildcard> groups = new ArrayList<>();
        for (String group : NameKey.of(key).split("=")) groups.add(new Wildcard(group));
        return new NameMatch(groups);
    }

    @Override
    public boolean matches(String value, Attributes row) {
        String[] names = NameKey.of(value).split("=");
        if (groups.size() == 1) {
            for (String name : names) if (!name.isEmpty() && matches(groups.get(0), name)) return true;
            return false;
        }
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).pattern().isEmpty()) continue;
            if (!matches(groups.get(i), i < names.length ? names[i] : "")) return false;
        }
        return true;
    }

    /** Trailing components may be left out of a name, so a pattern that spells their delimiters is also tried on a name with them. */
    private static boolean matches(Wildcard wildcard, String name) {
        if (wildcard.matches(name)) return true;
        int missing = carets(wildcard.pattern()) - carets(name);
        return missing > 0 && wildcard.matches(name + "^".repeat(missing));
    }

    private static int carets(String text) {
        return (int) text.chars().filter(c -> c == '^').count();
    }

    /** What one of the name's groups begins with, folded; empty where the key says nothing of beginnings. */
    String prefix() {
        for (Wildcard group : groups) {
            String prefix = group.literalPrefix();
            int end = prefix.length();
            while (end > 0 && (prefix.charAt(end - 1) == '^' || prefix.charAt(end - 1) == ' ')) end--;
            if (end > 0) return prefix.substring(0, end);
        }
        return "";
    }

    boolean isExact() {
        return groups.stream().noneMatch(group -> Wildcard.isIn(group.pattern()));
    }
}
