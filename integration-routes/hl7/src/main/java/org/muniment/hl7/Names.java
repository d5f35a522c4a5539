package org.muniment.hl7;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of persons: HL7's XPN and XCN as DICOM's PN (PS3.5 6.2), which puts prefix before suffix. */
final class Names {

    private static final String PN_DELIMITERS = "[\\\\^=]";

    private Names() {}

    /** All repetitions of an XPN: alphabetic, ideographic and phonetic representation (HL7 table 4000). */
    static String person(Segment segment, int field) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (int repetition = 0; repetition < Math.max(1, segment.repetitions(field)); repetition++) {
            String representation = segment.get(field, repetition, 8, 1);
            groups.putIfAbsent(
                    representation.isEmpty() ? "A" : representation, components(segment, field, repetition, 1));
        }
        String name = String.join(
                "=", groups.getOrDefault("A", ""), groups.getOrDefault("I", ""), groups.getOrDefault("P", ""));
        return trimmed(name, "=");
    }

    /** An XCN: the id comes before the name. */
    static String provider(Segment segment, int field) {
        return components(segment, field, 0, 2);
    }

    /** An NDL, whose first component is all of the person; or an XCN or XPN, which many senders put instead. */
    static String performer(Segment segment, int field) {
        String second = segment.get(field, 2);
        boolean isTime = !second.isEmpty() && Character.isDigit(second.charAt(0)); // NDL-2
        String first = segment.get(field, 1);
        boolean isId = first.isEmpty() || first.chars().anyMatch(Character::isDigit);
        if (!second.isEmpty() && !isTime) return components(segment, field, 0, isId ? 2 : 1);
        return join(Stream.of(2, 3, 4, 6, 5).map(part -> segment.get(field, 0, 1, part)));
    }

    private static String components(Segment segment, int field, int repetition, int family) {
        String suffix = Stream.of(family + 3, family + 5)
                .map(component -> segment.get(field, repetition, component, 1))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return join(Stream.concat(
                Stream.of(family, family + 1, family + 2, family + 4)
                        .map(component -> segment.get(field, repetition, component, 1)),
                Stream.of(suffix)));
    }

    private static String join(Stream<String> components) {
        String name = components
                .map(part -> part.replaceAll(PN_DELIMITERS, " ")
                        .replaceAll("\\s+", " ")
                        .strip())
                .collect(Collectors.joining("^"));
        return trimmed(name, "^");
    }

    private static String trimmed(String name, String delimiter) {
        String trimmed = name;
        while (trimmed.endsWith(delimiter)) trimmed = trimmed.substring(0, trimmed.length() - 1);
        return trimmed;
    }
}
