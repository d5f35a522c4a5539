package org.muniment.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * How one source writes its messages, where that is not as the standard or most others have it.
 *
 * @param characterSet what its messages are written in, whatever they say themselves
 * @param defaultCharacterSet what they are written in where they say nothing, or ASCII
 * @param defaultIssuer who issued the patient identifiers that come without an assigning authority; empty where that is not known
 * @param fields where it puts what others put elsewhere
 */
public record SourceSettings(
        Optional<Charset> characterSet, Charset defaultCharacterSet, String defaultIssuer, FieldPlaces fields) {

    public static final SourceSettings DEFAULT =
            new SourceSettings(Optional.empty(), StandardCharsets.ISO_8859_1, "", FieldPlaces.USUAL);

    public SourceSettings {
        Objects.requireNonNull(characterSet);
        Objects.requireNonNull(defaultCharacterSet);
        Objects.requireNonNull(defaultIssuer);
        Objects.requireNonNull(fields);
    }

    /** A character set by its name in Java or in HL7 table 0211. */
    public static Charset characterSet(String name) {
        return CharacterSets.named(name);
    }
}
