package org.muniment.fhir.server;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.muniment.archive.error.ErrorCode;

/** Which HTTP status and which issue of an OperationOutcome tell which failure of the archive (FHIR R4 3.1.0.4 and value set issue-type). */
record OutcomeStatus(int http, IssueType issue) {

    static OutcomeStatus of(ErrorCode code) {
        return switch (code) {
            case MALFORMED_DATA_SET,
                    MISSING_ATTRIBUTE,
                    INVALID_ATTRIBUTE,
                    DATA_SET_MISMATCH,
                    INVALID_QUERY -> new OutcomeStatus(400, IssueType.INVALID);
            case UNBOUNDED_QUERY, TOO_MANY_RESULTS -> new OutcomeStatus(413, IssueType.TOOCOSTLY);
            case NOT_PERMITTED -> new OutcomeStatus(403, IssueType.FORBIDDEN);
            case NOT_FOUND -> new OutcomeStatus(404, IssueType.NOTFOUND);
            case STEP_ENDED, DESTRUCTION_BEGUN -> new OutcomeStatus(409, IssueType.CONFLICT);
            case DUPLICATE_INSTANCE -> new OutcomeStatus(409, IssueType.DUPLICATE);
            case NOT_CONVERTIBLE -> new OutcomeStatus(406, IssueType.NOTSUPPORTED);
            case INSTANCE_BUSY -> new OutcomeStatus(503, IssueType.LOCKERROR);
            case OUT_OF_SPACE, STORE_UNAVAILABLE, OFFLINE, INDEX_UNAVAILABLE -> new OutcomeStatus(
                    503, IssueType.TRANSIENT);
            case OVERLOADED -> new OutcomeStatus(503, IssueType.THROTTLED);
            case CORRUPT_OBJECT, INTERNAL -> new OutcomeStatus(500, IssueType.EXCEPTION);
        };
    }
}
