package org.muniment.web.media;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type with parameters (RFC 9110 8.3.1), as in Content-Type, and in Accept where it may be a range.
 *
 * @param name type and subtype in lower case, such as {@code application/dicom} or {@code image/*}
 * @param parameters by names in lower case; values as they came, without quotes
 */
public record ContentType(String name, Map<String, String> parameters) {

    private static final int LONGEST = 8192;
    private static final Pattern NAME = Pattern.compile("[\\w!#$&^.+*-]+/[\\w!#$&^.+*-]*");

    public ContentType {
        parameters = Map.copyOf(parameters);
    }

    /** @throws IllegalArgumentException where {@code text} is no media type; the message may be told to its sender */
    public static ContentType parse(String text) {
        List<ContentType> all = parseList(text);
        if (all.size() != 1) throw new IllegalArgumentException("not one media type");
        return all.get(0);
    }

    /**
     * Media types separated by commas. Values that should be quoted and are not, as in {@code type=application/dicom}, are taken: many clients
     * send them.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static List<ContentType> parseList(String text) {
        if (text.length() > LONGEST) throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        List<ContentType> types = new ArrayList<>();
        for (String one : split(text, ',')) if (!one.isBlank()) types.add(parseOne(split(one, ';')));
        return types;
    }

    private static ContentType parseOne(List<String> pieces) {
        // a plus sign that was not escaped in a query parameter comes as a blank
        String name = pieces.get(0).strip().toLowerCase(Locale.ROOT).replace(' ', '+');
        if (name.equals("*")) name = "*/*";
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("not a media type: " + printable(name));
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            if (piece.isBlank()) continue;
            int equals = piece.indexOf('=');
            if (equals < 0) throw new IllegalArgumentException("a parameter without value: " + printable(piece));
            String parameter = piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (parameters.put(parameter, unquoted(piece.substring(equals + 1).strip())) != null)
                throw new IllegalArgumentException("a parameter twice: " + printable(parameter));
        }
        return new ContentType(name, parameters);
    }

    /** At separators that stand outside of quotes. */
    private static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') quoted = !quoted;
            else if (c == '\\' && quoted) i++;
            else if (c == separator && !quoted) {
                pieces.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (quoted) throw new IllegalArgumentException("a quotation mark is missing");
        pieces.add(text.substring(start));
        return pieces;
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) return value;
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static String printable(String text) {
        String visible = text.replaceAll("[^\\x20-\\x7e]", "?");
        return visible.substring(0, Math.min(visible.length(), 80));
    }

    public Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }

    public boolean is(String other) {
        return name.equals(other);
    }

    /** As in a header; values are quoted where they have to be. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        parameters.forEach((parameter, value) -> text.append("; ")
                .append(parameter)
                .append('=')
                .append(value.matches("[\\w!#$%&'*+.^`|~-]+") ? value : '"' + value + '"'));
        return text.toString();
    }
}
