package org.muniment.archive.message;

import java.util.Objects;
import java.util.Optional;

/**
 * What the sender of a message was told (HL7 2.5.1, 2.9.2).
 *
 * @param problem why, unless the code is AA
 */
public record MessageAnswer(Code code, Optional<Problem> problem) {

    public static final MessageAnswer ACCEPTED = new MessageAnswer(Code.AA, Optional.empty());

    /** Acknowledgement code, HL7 table 0008. */
    public enum Code {
        /** Done, durably. */
        AA,
        /** What it asks for can't be done as it stands; sending it again does not help. */
        AE,
        /** Not taken, for a reason that is not in its content, or can't be at this time. */
        AR
    }

    /**
     * What is wrong and where, in words that hold nothing of the message's content.
     *
     * @param segment empty where it is about the message as a whole
     * @param sequence which of the segments of this name, from 1
     * @param field 0 for the segment as a whole
     * @param component 0 for the field as a whole
     * @param condition of HL7 table 0357
     * @param code our own, for whoever looks into it
     */
    public record Problem(
            String segment,
            int sequence,
            int field,
            int component,
            String condition,
            String conditionText,
            String code,
            String text) {

        public Problem {
            Objects.requireNonNull(segment);
            Objects.requireNonNull(condition);
            Objects.requireNonNull(conditionText);
            Objects.requireNonNull(code);
            Objects.requireNonNull(text);
        }

        /** Such as PID-3; empty where it is about the message as a whole. */
        public String place() {
            if (segment.isEmpty()) return "";
            return segment
                    + (sequence > 1 ? "(" + sequence + ")" : "")
                    + (field > 0 ? "-" + field : "")
                    + (component > 0 ? "." + component : "");
        }
    }

    public MessageAnswer {
        Objects.requireNonNull(code);
        if ((code == Code.AA) == problem.isPresent()) throw new IllegalArgumentException(code + " with " + problem);
    }

    public static MessageAnswer error(Problem problem) {
        return new MessageAnswer(Code.AE, Optional.of(problem));
    }

    public static MessageAnswer rejection(Problem problem) {
        return new MessageAnswer(Code.AR, Optional.of(problem));
    }
}
