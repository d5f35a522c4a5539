package org.muniment.hl7;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message with places to be filled in: lines are segments, {@code {name}} stands for a value, {@code {name/person}} for a PN as the components of an
 * XPN. Separators are the usual ones; what is filled in is escaped. Fields left empty at a segment's end are left out.
 */
public final class MessageTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)(/person)?\\}");

    private final String text;

    private MessageTemplate(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException where it does not begin with MSH and the usual separators */
    public static MessageTemplate of(String text) {
        if (!text.startsWith("MSH|^~\\&|")) throw new IllegalArgumentException("a template begins with MSH|^~\\&|");
        return new MessageTemplate(text);
    }

    /** One of those that come with the archive, {@code ORU_R01}, {@code ORM_O01} or {@code OMG_O19}, or a file. */
    public static MessageTemplate named(String name) {
        try (InputStream in = MessageTemplate.class.getResourceAsStream("templates/" + name + ".hl7")) {
            return of(
                    in == null
                            ? Files.readString(Path.of(name))
                            : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("no template " + name, e);
        }
    }

    /** The names of what is to be filled in. */
    public Set<String> places() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) names.add(matcher.group(1));
        return names;
    }

    /** @param values those that are not there are empty */
    public String fill(Map<String, String> values) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> withoutEmptyEnd(PLACE.matcher(line)
                        .replaceAll(place -> Matcher.quoteReplacement(
                                value(values.getOrDefault(place.group(1), ""), place.group(2) != null)))))
                .collect(Collectors.joining("\r", "", "\r"));
    }

    private static String value(String value, boolean person) {
        if (!person) return escaped(value);
        String[] pn = value.split("=", 2)[0].split("\\^", -1);
        String[] xpn = new String[5];
        for (int i = 0; i < 5; i++) xpn[i] = escaped(i < pn.length ? pn[i].strip() : "");
        // PN has prefix before suffix
        String joined = String.join("^", xpn[0], xpn[1], xpn[2], xpn[4], xpn[3]);
        return joined.replaceAll("\\^+$", "");
    }

    /** HL7 2.5.1, 2.7.1. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        value.chars().forEach(c -> {
            switch (c) {
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '~' -> escaped.append("\\R\\");
                case '\\' -> escaped.append("\\E\\");
                case '&' -> escaped.append("\\T\\");
                default -> escaped.append(c < ' ' ? ' ' : (char) c);
            }
        });
        return escaped.toString();
    }

    private static String withoutEmptyEnd(String segment) {
        return segment.replaceAll("\\^+(?=\\||$)", "").replaceAll("\\|+$", "");
    }
}
