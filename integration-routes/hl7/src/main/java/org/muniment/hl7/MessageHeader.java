package org.muniment.hl7;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The MSH segment, read from bytes of which not even the character set is known yet; texts are Latin-1, byte by byte, so that what is echoed in an
 * acknowledgement is the very same bytes. Each is empty where it is missing.
 *
 * @param separators MSH-1 and MSH-2: field, component, repetition, escape, subcomponent
 * @param sendingApplication MSH-3, all components
 * @param timestamp MSH-7
 * @param type MSH-9: message code
 * @param event MSH-9: trigger event
 * @param controlId MSH-10
 * @param version MSH-12
 * @param characterSets MSH-18, each repetition
 */
public record MessageHeader(
        String separators,
        String sendingApplication,
        String sendingFacility,
        String receivingApplication,
        String receivingFacility,
        String timestamp,
        String type,
        String event,
        String controlId,
        String processingId,
        String version,
        List<String> characterSets) {

    /** Longer than any sensible MSH; what comes behind is not looked at. */
    private static final int LONGEST = 4096;

    public MessageHeader {
        characterSets = List.copyOf(characterSets);
    }

    /** Empty where the content does not begin as every HL7 message does: MSH, a field separator and four more separators. */
    public static Optional<MessageHeader> read(byte[] content) {
        String text = new String(content, 0, Math.min(content.length, LONGEST), StandardCharsets.ISO_8859_1);
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') start++;
        String line = text.substring(start).split("[\r\n]", 2)[0];
        if (line.length() < 9 || !line.startsWith("MSH") || !areSeparators(line.substring(3, 7)))
            return Optional.empty();
        char fieldSeparator = line.charAt(3);
        String[] fields = line.split(java.util.regex.Pattern.quote(String.valueOf(fieldSeparator)), -1);
        String encoding = fields[1];
        String component = encoding.substring(0, 1);
        String repetition = encoding.length() > 1 ? encoding.substring(1, 2) : "~";
        String[] type = split(field(fields, 9), component);
        return Optional.of(new MessageHeader(
                fieldSeparator + encoding,
                field(fields, 3),
                field(fields, 4),
                field(fields, 5),
                field(fields, 6),
                split(field(fields, 7), component)[0],
                type[0],
                type.length > 1 ? type[1] : "",
                field(fields, 10),
                split(field(fields, 11), component)[0],
                split(field(fields, 12), component)[0],
                List.of(split(field(fields, 18), repetition))));
    }

    /** The first components of MSH-3, by which sources are told apart. */
    public String application() {
        return firstComponent(sendingApplication);
    }

    /** As {@link #application}, of MSH-4. */
    public String facility() {
        return firstComponent(sendingFacility);
    }

    private String firstComponent(String field) {
        return split(field, separators.substring(1, 2))[0];
    }

    /** Whether the sender knows the ERR segment as it is since 2.5; one that does not say its version does not. */
    public boolean isSince25() {
        return version.compareTo("2.5") >= 0;
    }

    private static boolean areSeparators(String four) {
        return four.chars().distinct().count() == 4
                && four.chars().noneMatch(c -> c <= ' ' || Character.isLetterOrDigit(c));
    }

    /** MSH-1 is the separator itself, so that the n-th field comes after n - 1 of them. */
    private static String field(String[] fields, int number) {
        return number - 1 < fields.length ? fields[number - 1].strip() : "";
    }

    private static String[] split(String text, String separator) {
        String[] parts = text.split(java.util.regex.Pattern.quote(separator), -1);
        for (int i = 0; i < parts.length; i++) parts[i] = parts[i].strip();
        return parts;
    }
}
