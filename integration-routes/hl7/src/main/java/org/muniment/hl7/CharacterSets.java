package org.muniment.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.VR;
import org.muniment.hl7.MessageFault.Condition;

/** What MSH-18 says of the bytes of a message (HL7 2.5.1, 2.15.9.18 and table 0211). */
final class CharacterSets {

    private static final Map<String, String> WHOLE = Map.of(
            "UNICODE", "UTF-8",
            "UNICODE UTF-8", "UTF-8",
            "UTF-8", "UTF-8",
            "UTF8", "UTF-8",
            "GB 18030-2000", "GB18030",
            "BIG-5", "Big5",
            "KS X 1001", "EUC-KR");

    private CharacterSets() {}

    /**
     * @param declared the repetitions of MSH-18; more than one stands for code extensions (ISO 2022)
     * @param otherwise where nothing is declared, or ASCII, which bytes above 127 prove wrong
     * @throws MessageFault where the archive does not know the character set
     */
    static String decode(byte[] content, List<String> declared, Charset otherwise) {
        List<String> names = declared.stream()
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .toList();
        if (names.stream().anyMatch(CharacterSets::isJapanese)) return japanese(content, names);
        String name = names.stream().filter(n -> !n.isEmpty()).findFirst().orElse("ASCII");
        if (name.equals("ASCII"))
            return otherwise.decode(ByteBuffer.wrap(content)).toString();
        return charset(name).decode(ByteBuffer.wrap(content)).toString();
    }

    private static Charset charset(String name) {
        if (name.matches("(ISO-?)?8859[/-]\\d{1,2}"))
            return Charset.forName("ISO-8859-" + name.replaceFirst(".*[/-]", ""));
        String known = WHOLE.get(name);
        if (known == null)
            throw new MessageFault(
                    Condition.TABLE_VALUE_NOT_FOUND, FieldPath.of("MSH", 18), "MSH-18 names no known character set");
        return Charset.forName(known);
    }

    private static boolean isJapanese(String name) {
        return name.startsWith("ISO IR14") || name.startsWith("ISO IR87") || name.startsWith("ISO IR159");
    }

    /** The same escape sequences as in DICOM, whose terms have but a blank more. */
    private static String japanese(byte[] content, List<String> names) {
        SpecificCharacterSet set = extended(names);
        StringBuilder text = new StringBuilder(content.length);
        // a segment begins in the first character set, whatever the one before ended in
        for (int start = 0; start < content.length; ) {
            int end = start;
            while (end < content.length && content[end] != '\r') end++;
            text.append(set.decode(Arrays.copyOfRange(content, start, end), VR.UT));
            if (end < content.length) text.append('\r');
            start = end + 1;
        }
        return text.toString();
    }

    private static SpecificCharacterSet extended(List<String> names) {
        String[] terms = names.stream()
                .map(name -> name.isEmpty() || name.equals("ASCII")
                        ? ""
                        : name.replaceFirst("ISO IR0*(\\d+)", "ISO 2022 IR $1"))
                .map(term -> term.equals("ISO 2022 IR 14") ? "ISO 2022 IR 13" : term)
                .toArray(String[]::new);
        if (terms.length == 1) terms = new String[] {"", terms[0]};
        return SpecificCharacterSet.of(terms);
    }

    /** @throws MessageFault where the character set lacks a character of the text */
    static byte[] encode(String text, List<String> declared, Charset otherwise) {
        List<String> names = declared.stream()
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .toList();
        byte[] bytes;
        if (names.stream().anyMatch(CharacterSets::isJapanese)) {
            bytes = extended(names).encode(text, VR.UT);
        } else {
            String name = names.stream().filter(n -> !n.isEmpty()).findFirst().orElse("ASCII");
            bytes = text.getBytes(name.equals("ASCII") ? otherwise : charset(name));
        }
        if (!decode(bytes, declared, otherwise).strip().equals(text.strip()))
            throw new MessageFault(
                    Condition.DATA_TYPE_ERROR, FieldPath.of("MSH", 18), "the text has characters that MSH-18 does not");
        return bytes;
    }

    /** The name as a source file has it: one of Java's, or one of MSH-18. */
    static Charset named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        if (upper.equals("ASCII")) return StandardCharsets.ISO_8859_1;
        if (upper.matches("8859/\\d{1,2}") || WHOLE.containsKey(upper)) return charset(upper);
        return Charset.forName(name);
    }
}
