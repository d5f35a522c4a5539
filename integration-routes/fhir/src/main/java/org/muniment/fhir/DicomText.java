package org.muniment.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.PersonName;
import org.muniment.dicom.Tag;

/** Values of data sets as FHIR takes them; what is empty or not as the standard wants it becomes none. */
public final class DicomText {

    /** A coded concept (PS3.3 8.8): {@code system} as FHIR knows it, null for local schemes; {@code meaning} may be empty. */
    public record Code(String system, String value, String meaning) {}

    /** {@code issuer} empty where it is not known. */
    public record Accession(String number, String issuer) {}

    private DicomText() {}

    /** The value without what a FHIR string must not hold (R4 2.24.0.1, type string). */
    public static Optional<String> text(Attributes attributes, int tag) {
        return clean(attributes.getString(tag, ""));
    }

    public static Optional<String> clean(String text) {
        String clean = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
    }

    public static List<String> texts(Attributes attributes, int tag) {
        String[] values = attributes.getStrings(tag);
        if (values == null) return List.of();
        return Arrays.stream(values).flatMap(v -> clean(v).stream()).toList();
    }

    /** FHIR's unsignedInt. */
    public static Optional<Integer> unsigned(Attributes attributes, int tag) {
        int value = attributes.getInt(tag, -1);
        return value < 0 ? Optional.empty() : Optional.of(value);
    }

    /** A person's name as people read it: the first group that says something, given names before the family's. */
    public static Optional<String> name(String pn) {
        return PersonName.parse(pn).groups().stream()
                .flatMap(group -> name(group).stream())
                .findFirst();
    }

    public static Optional<String> name(PersonName.Group group) {
        return clean(Stream.of(group.prefix(), group.given(), group.middle(), group.family(), group.suffix())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" ")));
    }

    public static List<String> names(Attributes attributes, int tag) {
        return texts(attributes, tag).stream().flatMap(pn -> name(pn).stream()).toList();
    }

    /** The concept of a code sequence's item; empty where it lacks a code. */
    public static Optional<Code> code(Attributes item) {
        Optional<String> value = Stream.of(Tag.CodeValue, Tag.LongCodeValue, Tag.URNCodeValue)
                .flatMap(tag -> text(item, tag).stream())
                .findFirst();
        String scheme = item.getString(Tag.CodingSchemeDesignator, "");
        return value.map(v -> code(v, scheme, text(item, Tag.CodeMeaning).orElse("")));
    }

    /** FHIR's type code takes no blanks but single ones within. */
    public static Code code(String value, String scheme, String meaning) {
        return new Code(CodingSchemes.system(scheme).orElse(null), value.strip().replaceAll("\\s+", " "), meaning);
    }

    public static List<Code> codes(Attributes attributes, int tag) {
        return attributes.getItems(tag).stream()
                .flatMap(item -> code(item).stream())
                .toList();
    }

    public static Optional<Accession> accession(Attributes study) {
        List<Attributes> issuers = study.getItems(Tag.IssuerOfAccessionNumberSequence);
        String issuer = issuers.isEmpty()
                ? ""
                : text(issuers.get(0), Tag.UniversalEntityID)
                        .or(() -> text(issuers.get(0), Tag.LocalNamespaceEntityID))
                        .orElse("");
        return text(study, Tag.AccessionNumber).map(number -> new Accession(number, issuer));
    }

    /** What a series says of who made it. */
    public static List<String> performers(Attributes series) {
        return Stream.of(Tag.PerformingPhysicianName, Tag.OperatorsName)
                .flatMap(tag -> names(series, tag).stream())
                .distinct()
                .toList();
    }

    /** Laterality (0020,0060) as the concept FHIR's bodysite-laterality value set has for it. */
    public static Optional<Code> laterality(Attributes series) {
        return Optional.ofNullable(
                switch (series.getString(Tag.Laterality, "").strip()) {
                    case "L" -> new Code(CodingSchemes.SNOMED, "7771000", "Left");
                    case "R" -> new Code(CodingSchemes.SNOMED, "24028007", "Right");
                    case "B" -> new Code(CodingSchemes.SNOMED, "51440002", "Right and left");
                    default -> null;
                });
    }
}
