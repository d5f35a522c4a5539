package org.muniment.hl7;

/**
 * A place in a message, as an ERL in ERR-2 names it (HL7 2.5.1, 2.A.28).
 *
 * @param sequence which of the segments of this name, from 1
 * @param field 0 for the segment as a whole
 * @param component 0 for the field as a whole
 */
public record FieldPath(String segment, int sequence, int field, int component) {

    public static FieldPath of(String segment, int field) {
        return new FieldPath(segment, 1, field, 0);
    }

    /** For people: {@code PID-3.4}, {@code OBX(2)-5}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(segment);
        if (sequence > 1) text.append('(').append(sequence).append(')');
        if (field > 0) text.append('-').append(field);
        if (component > 0) text.append('.').append(component);
        return text.toString();
    }
}
