package org.muniment.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.util.Terser;

/** A segment by its positions, which mean the same in all versions that have them. What is not there is empty. */
final class Segment {

    /** What deletes a value, rather than leaving it as it is (HL7 2.5.1, 2.5.3.4). */
    private static final String NULL = "\"\"";

    private final ca.uhn.hl7v2.model.Segment segment;
    private final int sequence;

    Segment(ca.uhn.hl7v2.model.Segment segment, int sequence) {
        this.segment = segment;
        this.sequence = sequence;
    }

    String name() {
        return segment.getName();
    }

    boolean is(String name) {
        return name().equals(name);
    }

    /** First component of the first repetition. */
    String get(int field) {
        return get(field, 1);
    }

    /** Of the first repetition. */
    String get(int field, int component) {
        return get(field, 0, component, 1);
    }

    /** @param repetition from 0, all others from 1 */
    String get(int field, int repetition, int component, int subcomponent) {
        String value = raw(field, repetition, component, subcomponent);
        return value.equals(NULL) ? "" : value;
    }

    boolean isNull(int field) {
        return raw(field, 0, 1, 1).equals(NULL);
    }

    private String raw(int field, int repetition, int component, int subcomponent) {
        try {
            if (field > segment.numFields() || repetition >= segment.getField(field).length) return "";
            String value = Terser.get(segment, field, repetition, component, subcomponent);
            return value == null ? "" : value.strip();
        } catch (HL7Exception e) {
            return ""; // no such component in this field
        }
    }

    int repetitions(int field) {
        try {
            return field > segment.numFields() ? 0 : segment.getField(field).length;
        } catch (HL7Exception e) {
            return 0;
        }
    }

    String required(int field) {
        String value = get(field);
        if (value.isEmpty()) throw MessageFault.missing(at(field));
        return value;
    }

    FieldPath at(int field) {
        return at(field, 0);
    }

    FieldPath at(int field, int component) {
        return new FieldPath(name(), sequence, field, component);
    }
}
