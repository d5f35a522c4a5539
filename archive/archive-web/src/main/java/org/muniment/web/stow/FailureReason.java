package org.muniment.web.stow;

import org.muniment.archive.error.ErrorCode;

/** Values of Failure Reason (0008,1197) and Warning Reason (0008,1196): PS3.18 tables I.2-1 and I.2-2, PS3.4 B.2.3 and PS3.7 Annex C. */
final class FailureReason {

    static final int PROCESSING_FAILURE = 0x0110;
    static final int DUPLICATE_INSTANCE = 0x0111;
    static final int NOT_AUTHORIZED = 0x0124;
    static final int OUT_OF_RESOURCES = 0xA700;
    static final int DATA_SET_DOES_NOT_MATCH = 0xA900;
    static final int MISSING_ATTRIBUTE = 0xA901;
    static final int CANNOT_UNDERSTAND = 0xC000;
    /** Warning: what is archived under this UID is not what was sent. */
    static final int COERCED = 0xB000;

    private FailureReason() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case MALFORMED_DATA_SET -> CANNOT_UNDERSTAND;
            case MISSING_ATTRIBUTE -> MISSING_ATTRIBUTE;
            case DATA_SET_MISMATCH -> DATA_SET_DOES_NOT_MATCH;
            case DUPLICATE_INSTANCE -> DUPLICATE_INSTANCE;
            case NOT_PERMITTED -> NOT_AUTHORIZED;
            case INSTANCE_BUSY,
                    OUT_OF_SPACE,
                    STORE_UNAVAILABLE,
                    OFFLINE,
                    INDEX_UNAVAILABLE,
                    OVERLOADED -> OUT_OF_RESOURCES;
            case INVALID_ATTRIBUTE,
                    STEP_ENDED,
                    DESTRUCTION_BEGUN,
                    INVALID_QUERY,
                    UNBOUNDED_QUERY,
                    TOO_MANY_RESULTS,
                    NOT_FOUND,
                    NOT_CONVERTIBLE,
                    CORRUPT_OBJECT,
                    INTERNAL -> PROCESSING_FAILURE;
        };
    }
}
