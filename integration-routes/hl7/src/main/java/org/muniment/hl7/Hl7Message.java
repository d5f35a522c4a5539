package org.muniment.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muniment.hl7.MessageFault.Condition;

/**
 * A message as its segments in their order. HAPI takes the segments apart; their grouping is ours to find, because real senders label messages as
 * others than they are, leave segments out and add their own.
 */
public final class Hl7Message {

    private static final PipeParser PARSER = parser();
    /** Some senders end segments with a line feed; anything but a segment behind it is text of a field. */
    private static final Pattern SEGMENT_END = Pattern.compile("\r\n?|\n(?=[A-Z][A-Z0-9]{2}\\||\\s*$)");

    private static final Pattern SEGMENT_NAME = Pattern.compile("[A-Z][A-Z0-9]{2}");
    private static final Pattern HEXADECIMAL = Pattern.compile("X((?:[0-9A-Fa-f]{2})+)");

    private final MessageHeader header;
    private final SourceSettings settings;
    private final Instant receivedAt;
    private final List<Segment> segments;

    private Hl7Message(MessageHeader header, SourceSettings settings, Instant receivedAt, List<Segment> segments) {
        this.header = header;
        this.settings = settings;
        this.receivedAt = receivedAt;
        this.segments = List.copyOf(segments);
    }

    private static PipeParser parser() {
        return new DefaultHapiContext(
                        new ParserConfiguration(),
                        ValidationContextFactory.noValidation(),
                        new GenericModelClassFactory())
                .getPipeParser();
    }

    /** @throws MessageFault where the content has no segments that can be told apart */
    public static Hl7Message parse(byte[] content, SourceSettings settings, Instant receivedAt) {
        MessageHeader header = MessageHeader.read(content)
                .orElseThrow(() -> new MessageFault(
                        Condition.SEGMENT_SEQUENCE_ERROR,
                        FieldPath.of("MSH", 0),
                        "the message does not begin with MSH"));
        String text = decode(content, header, settings);
        EncodingCharacters separators = new EncodingCharacters(
                header.separators().charAt(0), header.separators().substring(1));
        GenericMessage parent = new GenericMessage.V251(new GenericModelClassFactory());
        Map<String, Integer> seen = new HashMap<>();
        List<Segment> segments = new ArrayList<>();
        for (String line : lines(text, separators.getFieldSeparator())) {
            String name = line.substring(0, 3);
            int sequence = seen.merge(name, 1, Integer::sum);
            segments.add(new Segment(segment(parent, name, line, separators, settings), sequence));
        }
        return new Hl7Message(header, settings, receivedAt, segments);
    }

    /** One for each segment; an encapsulated document that its sender broke into lines is put together again. */
    private static List<String> lines(String text, char fieldSeparator) {
        List<String> lines = new ArrayList<>();
        StringBuilder document = null;
        for (String line : SEGMENT_END.split(text.strip())) {
            if (line.isBlank()) continue;
            if (isSegment(line, fieldSeparator)) {
                if (document != null) lines.set(lines.size() - 1, document.toString());
                lines.add(line);
                document = isDocument(line, fieldSeparator) ? new StringBuilder(line) : null;
            } else if (document == null) {
                throw new MessageFault(
                        Condition.SEGMENT_SEQUENCE_ERROR,
                        FieldPath.of("MSH", 0),
                        "what follows segment " + lines.size() + " is not a segment");
            } else document.append(line);
        }
        if (document != null) lines.set(lines.size() - 1, document.toString());
        return lines;
    }

    private static boolean isSegment(String line, char fieldSeparator) {
        return line.length() >= 3
                && SEGMENT_NAME.matcher(line.substring(0, 3)).matches()
                && (line.length() == 3 || line.charAt(3) == fieldSeparator);
    }

    private static boolean isDocument(String line, char fieldSeparator) {
        return line.startsWith("OBX")
                && line.substring(0, Math.min(20, line.length())).contains(fieldSeparator + "ED" + fieldSeparator);
    }

    private static String decode(byte[] content, MessageHeader header, SourceSettings settings) {
        if (settings.characterSet().isPresent())
            return new String(content, settings.characterSet().get());
        return CharacterSets.decode(content, header.characterSets(), settings.defaultCharacterSet());
    }

    /** The content for people, segments on lines of their own; what is no message is read as Latin-1. */
    public static String text(byte[] content, SourceSettings settings) {
        String text;
        try {
            text = MessageHeader.read(content)
                    .map(header -> decode(content, header, settings))
                    .orElseGet(() -> new String(content, StandardCharsets.ISO_8859_1));
        } catch (MessageFault unknownCharacterSet) {
            text = new String(content, StandardCharsets.ISO_8859_1);
        }
        return text.replaceAll("\r\n?", "\n");
    }

    /**
     * The inverse of {@link #text}, in the character set that the text declares.
     *
     * @throws MessageFault where the text is no message, or has characters that its character set lacks
     */
    public static byte[] bytes(String text, SourceSettings settings) {
        String lines = text.strip().replaceAll("\r?\n", "\r") + "\r";
        MessageHeader header = MessageHeader.read(lines.getBytes(StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> new MessageFault(
                        Condition.SEGMENT_SEQUENCE_ERROR, FieldPath.of("MSH", 0), "the text does not begin with MSH"));
        return settings.characterSet()
                .map(charset -> lines.getBytes(charset))
                .orElseGet(() -> CharacterSets.encode(lines, header.characterSets(), settings.defaultCharacterSet()));
    }

    private static GenericSegment segment(
            GenericMessage parent, String name, String line, EncodingCharacters separators, SourceSettings settings) {
        GenericSegment segment = new GenericSegment(parent, name);
        try {
            PARSER.parse(segment, withoutHexadecimals(line, separators, settings), separators);
        } catch (HL7Exception | RuntimeException e) {
            throw new MessageFault(
                    Condition.DATA_TYPE_ERROR, FieldPath.of(name, 0), "segment " + name + " can't be taken apart");
        }
        return segment;
    }

    /** {@code \XC3\}: bytes of the message's character set (HL7 2.5.1, 2.7.6), which HAPI leaves to us. */
    private static String withoutHexadecimals(String line, EncodingCharacters separators, SourceSettings settings) {
        char escape = separators.getEscapeCharacter();
        if (line.indexOf(escape + "X") < 0) return line;
        String quoted = Pattern.quote(String.valueOf(escape));
        Matcher matcher =
                Pattern.compile(quoted + HEXADECIMAL.pattern() + quoted).matcher(line);
        return matcher.replaceAll(
                match -> Matcher.quoteReplacement(hexadecimal(match.group(1), match.group(), settings)));
    }

    private static String hexadecimal(String digits, String asWritten, SourceSettings settings) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        String text = new String(bytes, settings.characterSet().orElse(settings.defaultCharacterSet()));
        boolean isText = text.chars().allMatch(c -> c >= 0x80 || Character.isLetterOrDigit(c) || c == ' ');
        return isText ? text : asWritten;
    }

    public MessageHeader header() {
        return header;
    }

    SourceSettings settings() {
        return settings;
    }

    /** MSH-7; of one that does not say so, when it came. */
    public Instant sentAt() {
        return at(Timestamp.parse(header.timestamp(), FieldPath.of("MSH", 7)));
    }

    /**
     * When what the message tells was so: as told, but never after the message came. A time in the future, of a wrong clock, would have all that
     * is told until then taken for old.
     */
    Instant at(Optional<Timestamp> told) {
        return told.map(Timestamp::instant)
                .filter(instant -> instant.isBefore(receivedAt))
                .orElse(receivedAt);
    }

    List<Segment> segments() {
        return segments;
    }

    Optional<Segment> first(String name) {
        return segments.stream().filter(segment -> segment.is(name)).findFirst();
    }

    Segment required(String name) {
        return first(name)
                .orElseThrow(() -> new MessageFault(
                        Condition.SEGMENT_SEQUENCE_ERROR, FieldPath.of(name, 0), "segment " + name + " is missing"));
    }
}
