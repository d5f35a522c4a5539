package org.muniment.hl7;

import java.util.Objects;

/** A message that can't be understood, and the field that is to blame. Its message never repeats a value: that may be a patient's. */
public final class MessageFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Message error condition codes, HL7 table 0357. */
    public enum Condition {
        SEGMENT_SEQUENCE_ERROR("100", "Segment sequence error"),
        REQUIRED_FIELD_MISSING("101", "Required field missing"),
        DATA_TYPE_ERROR("102", "Data type error"),
        TABLE_VALUE_NOT_FOUND("103", "Table value not found"),
        UNSUPPORTED_MESSAGE_TYPE("200", "Unsupported message type"),
        UNSUPPORTED_EVENT_CODE("201", "Unsupported event code"),
        UNSUPPORTED_PROCESSING_ID("202", "Unsupported processing id"),
        UNSUPPORTED_VERSION_ID("203", "Unsupported version id"),
        UNKNOWN_KEY_IDENTIFIER("204", "Unknown key identifier"),
        DUPLICATE_KEY_IDENTIFIER("205", "Duplicate key identifier"),
        APPLICATION_RECORD_LOCKED("206", "Application record locked"),
        APPLICATION_INTERNAL_ERROR("207", "Application internal error");

        private final String code;
        private final String text;

        Condition(String code, String text) {
            this.code = code;
            this.text = text;
        }

        public String code() {
            return code;
        }

        public String text() {
            return text;
        }

        /** Whether it is the kind of message that is not taken, whatever is in it: told by AR (HL7 2.5.1, 2.9.2.2). */
        public boolean isRejection() {
            return switch (this) {
                case UNSUPPORTED_MESSAGE_TYPE,
                        UNSUPPORTED_EVENT_CODE,
                        UNSUPPORTED_PROCESSING_ID,
                        UNSUPPORTED_VERSION_ID -> true;
                default -> false;
            };
        }
    }

    private final Condition condition;
    private final transient FieldPath location;

    public MessageFault(Condition condition, FieldPath location, String message) {
        super(message);
        this.condition = Objects.requireNonNull(condition);
        this.location = Objects.requireNonNull(location);
    }

    static MessageFault missing(FieldPath location) {
        return new MessageFault(Condition.REQUIRED_FIELD_MISSING, location, location + " is missing");
    }

    public Condition condition() {
        return condition;
    }

    public FieldPath location() {
        return location;
    }
}
