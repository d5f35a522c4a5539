package org.muniment.core.find;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.NameKey;

/**
 * Fuzzy Semantic Matching of Person Names (PS3.4 C.2.2.2.1), whose rules the standard leaves to the archive: the key's words may come in
 * any order and be cut short, and each has to be the beginning of a word of the name; one of them begins the name itself, that is, the
 * family name. So {@code ann smi} finds {@code Smith^Mary Ann}. Case and accents are folded as ever.
 */
record FuzzyNameMatch(List<Wildcard> words) implements ValueMatch {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[ ^=,]+");

    FuzzyNameMatch {
        words = List.copyOf(words);
    }

    /** For a key with at least one letter. */
    static FuzzyNameMatch of(String key) {
        return new FuzzyNameMatch(words(NameKey.of(key))
                .map(word -> new Wildcard(word.endsWith("*") ? word : word + "*"))
                .toList());
    }

    @Override
    public boolean matches(String value, Attributes row) {
        for (String name : NameKey.groups(value)) {
            List<String> ofName = words(name).toList();
            if (words.stream().anyMatch(word -> word.matches(name))
                    && words.stream().allMatch(word -> ofName.stream().anyMatch(word::matches))) return true;
        }
        return false;
    }

    private static Stream<String> words(String text) {
        return BETWEEN_WORDS.splitAsStream(text).filter(word -> !word.isEmpty());
    }

    /** Every match begins with one of these; empty where a word says nothing of its beginning. */
    List<String> prefixes() {
        List<String> prefixes =
                words.stream().map(Wildcard::literalPrefix).distinct().toList();
        return prefixes.contains("") ? List.of() : prefixes;
    }
}
