package org.muniment.web.problem;

import org.muniment.archive.error.ErrorCode;
import org.springframework.http.HttpStatus;

/** Which HTTP status tells which failure of the archive. */
final class ErrorStatus {

    private ErrorStatus() {}

    static HttpStatus of(ErrorCode code) {
        return switch (code) {
            case MALFORMED_DATA_SET,
                    MISSING_ATTRIBUTE,
                    INVALID_ATTRIBUTE,
                    DATA_SET_MISMATCH,
                    INVALID_QUERY -> HttpStatus.BAD_REQUEST;
            case UNBOUNDED_QUERY, TOO_MANY_RESULTS -> HttpStatus.CONTENT_TOO_LARGE;
            case NOT_PERMITTED -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case DUPLICATE_INSTANCE, STEP_ENDED, DESTRUCTION_BEGUN -> HttpStatus.CONFLICT;
            case NOT_CONVERTIBLE -> HttpStatus.NOT_ACCEPTABLE;
            case INSTANCE_BUSY, OUT_OF_SPACE, STORE_UNAVAILABLE, OFFLINE, INDEX_UNAVAILABLE, OVERLOADED -> HttpStatus
                    .SERVICE_UNAVAILABLE;
            case CORRUPT_OBJECT, INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
