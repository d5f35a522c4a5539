package org.muniment.index.cassandra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.muniment.archive.patient.PatientIdentifier;

/** Identifiers in one column: each text preceded by its length and a colon, so that no character in it can be mistaken. */
final class IdentifierText {

    private IdentifierText() {}

    static String of(PatientIdentifier... identifiers) {
        return join(Arrays.stream(identifiers)
                .flatMap(i -> List.of(i.id(), i.issuer()).stream())
                .toArray(String[]::new));
    }

    static String join(String... words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) text.append(word.length()).append(':').append(word);
        return text.toString();
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int from = text.indexOf(':', at) + 1;
            int to = from + Integer.parseInt(text.substring(at, from - 1));
            words.add(text.substring(from, to));
            at = to;
        }
        return words;
    }

    static PatientIdentifier one(String text) {
        return all(words(text)).get(0);
    }

    static List<PatientIdentifier> all(List<String> words) {
        List<PatientIdentifier> all = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) all.add(new PatientIdentifier(words.get(i), words.get(i + 1)));
        return all;
    }
}
