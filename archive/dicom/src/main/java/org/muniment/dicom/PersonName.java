package org.muniment.dicom;

import java.util.List;

/**
 * One value of VR PN (PS3.5 6.2.1): the same name in up to three scripts. Absent parts are empty strings.
 *
 * @param alphabetic in Latin or another alphabet; the one every receiver can show
 * @param ideographic in Han characters, kana or hangul
 * @param phonetic how it is spoken, in kana or hangul
 */
public record PersonName(Group alphabetic, Group ideographic, Group phonetic) {

    /** A component group. Components are trimmed; what follows a fifth {@code ^} stays part of the suffix. */
    public record Group(String family, String given, String middle, String prefix, String suffix) {

        public static final Group EMPTY = new Group("", "", "", "", "");

        static Group parse(String text) {
            if (text.isBlank()) return EMPTY;
            String[] parts = text.split("\\^", 5);
            return new Group(at(parts, 0), at(parts, 1), at(parts, 2), at(parts, 3), at(parts, 4));
        }

        public boolean isEmpty() {
            return toString().isEmpty();
        }

        /** Components joined by {@code ^}, without trailing empty ones. */
        @Override
        public String toString() {
            return joined('^', List.of(family, given, middle, prefix, suffix));
        }
    }

    /** Reads any text: missing groups and components are empty, a fourth and further group is dropped. */
    public static PersonName parse(String text) {
        String[] groups = text.split("=", -1);
        return new PersonName(Group.parse(at(groups, 0)), Group.parse(at(groups, 1)), Group.parse(at(groups, 2)));
    }

    /** The groups in the order of the standard, empty ones included. */
    public List<Group> groups() {
        return List.of(alphabetic, ideographic, phonetic);
    }

    /** As it stands in a data set: groups joined by {@code =}, without trailing empty ones. */
    @Override
    public String toString() {
        return joined('=', groups());
    }

    private static String at(String[] parts, int index) {
        return index < parts.length ? parts[index].strip() : "";
    }

    private static String joined(char separator, List<?> parts) {
        StringBuilder out = new StringBuilder();
        int end = 0;
        for (Object part : parts) {
            out.append(part);
            if (!part.toString().isEmpty()) end = out.length();
            out.append(separator);
        }
        out.setLength(end);
        return out.toString();
    }
}
