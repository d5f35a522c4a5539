package org.muniment.archive.order;

/**
 * Something said by a code, in words, or both: a CWE in HL7, a Code Sequence with its description in DICOM, a CodeableConcept in FHIR. Each
 * part is empty where it is not given.
 *
 * @param scheme the coding system {@code code} is from
 */
public record CodedText(String code, String scheme, String text) {

    public static final CodedText NONE = new CodedText("", "", "");

    public CodedText {
        code = code.strip();
        scheme = scheme.strip();
        text = text.strip();
    }

    public boolean isEmpty() {
        return code.isEmpty() && text.isEmpty();
    }

    public boolean hasCode() {
        return !code.isEmpty();
    }

    /** For people: the words, else the code. */
    public String display() {
        return text.isEmpty() ? code : text;
    }
}
