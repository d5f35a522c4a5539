package org.muniment.routes.dimse;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.camel.dicom.DimseOperation;
import org.muniment.camel.dicom.StatusMapper;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.dicom.net.DimseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a DIMSE peer is told: PS3.4 B.2.3 for C-STORE, C.4.1.1.4 for C-FIND, C.4.2.1.5 and C.4.3.1.4 for C-MOVE and C-GET, the
 * general ones of PS3.7 Annex C, which are all that the normalized services have. Each status has an Error Comment that names the reason. Also the one place that logs failures.
 */
public final class DimseStatusMapper implements StatusMapper {

    private static final Logger log = LoggerFactory.getLogger(DimseStatusMapper.class);

    // Of "Cannot understand" and "Unable to process", Cxxx, the standard leaves it to the SCP to tell causes apart.
    static final DimseStatus UNBOUNDED_QUERY = DimseStatus.of(0xC001);
    static final DimseStatus CORRUPT_OBJECT = DimseStatus.of(0xC002);
    static final DimseStatus NOT_CONVERTIBLE = DimseStatus.of(0xC003);
    static final DimseStatus NOT_FOUND = DimseStatus.of(0xC004);
    /** Of "Data set does not match SOP class", A9xx. */
    static final DimseStatus MISSING_ATTRIBUTE = DimseStatus.of(0xA901);

    /** PS3.4 F.7.2.2.2: the Error ID for a step that has ended. */
    static final DimseStatus STEP_ENDED = DimseStatus.PROCESSING_FAILURE.withErrorId(0xA710);

    /** Nothing of an unexpected failure is told but that there was one: its message could hold anything. */
    private static final String INTERNAL = "internal error, see the archive's log";

    /** A kept duplicate is a warning: what is archived under this UID is not what was sent (see ADR 0051). */
    DimseStatus toStatus(IngestOutcome outcome) {
        if (outcome instanceof IngestOutcome.Rejected rejected) {
            return DimseStatus.DUPLICATE_SOP_INSTANCE.withComment(rejected.reason());
        }
        if (outcome instanceof IngestOutcome.Coerced) { // PS3.4 B.4.1
            return DimseStatus.COERCION_OF_DATA_ELEMENTS.withComment("stored as the rules for this source want it");
        }
        if (outcome instanceof IngestOutcome.Kept) {
            return DimseStatus.COERCION_OF_DATA_ELEMENTS.withComment("not stored: an earlier version was kept");
        }
        return DimseStatus.SUCCESS;
    }

    @Override
    public DimseStatus toStatus(DimseOperation operation, Exchange exchange, Throwable failure) {
        if (failure instanceof DimseRefusal refusal) return refusal.status();
        ErrorCode code = failure instanceof ArchiveException archive ? archive.code() : ErrorCode.INTERNAL;
        DimseStatus status =
                toStatus(operation, code).withComment(code == ErrorCode.INTERNAL ? INTERNAL : failure.getMessage());
        report(operation + " answered " + status, exchange, code, failure);
        return status;
    }

    static DimseStatus toStatus(DimseOperation operation, ErrorCode code) {
        return switch (operation) {
            case ECHO -> DimseStatus.PROCESSING_FAILURE;
            case STORE -> store(code);
            case FIND -> find(code);
            case MOVE, GET -> retrieve(code);
            case N_CREATE, N_SET, N_GET, N_ACTION, N_EVENT_REPORT, N_DELETE -> normalized(code);
        };
    }

    private static DimseStatus store(ErrorCode code) {
        return switch (code) {
            case MALFORMED_DATA_SET -> DimseStatus.CANNOT_UNDERSTAND;
            case MISSING_ATTRIBUTE -> MISSING_ATTRIBUTE;
            case DATA_SET_MISMATCH -> DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS;
            case DUPLICATE_INSTANCE -> DimseStatus.DUPLICATE_SOP_INSTANCE;
            case NOT_PERMITTED -> DimseStatus.NOT_AUTHORIZED;
            case INSTANCE_BUSY, OUT_OF_SPACE, STORE_UNAVAILABLE, OFFLINE, INDEX_UNAVAILABLE, OVERLOADED -> DimseStatus
                    .OUT_OF_RESOURCES;
            case INVALID_ATTRIBUTE,
                    STEP_ENDED,
                    DESTRUCTION_BEGUN,
                    INVALID_QUERY,
                    UNBOUNDED_QUERY,
                    TOO_MANY_RESULTS,
                    NOT_FOUND,
                    NOT_CONVERTIBLE,
                    CORRUPT_OBJECT,
                    INTERNAL -> DimseStatus.PROCESSING_FAILURE;
        };
    }

    private static DimseStatus find(ErrorCode code) {
        return switch (code) {
            case MISSING_ATTRIBUTE, DATA_SET_MISMATCH, INVALID_QUERY -> DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS;
            case UNBOUNDED_QUERY -> UNBOUNDED_QUERY;
            case TOO_MANY_RESULTS,
                    INSTANCE_BUSY,
                    OUT_OF_SPACE,
                    STORE_UNAVAILABLE,
                    OFFLINE,
                    INDEX_UNAVAILABLE,
                    OVERLOADED -> DimseStatus.OUT_OF_RESOURCES;
            case CORRUPT_OBJECT -> CORRUPT_OBJECT;
            case NOT_CONVERTIBLE -> NOT_CONVERTIBLE;
            case NOT_FOUND -> NOT_FOUND;
            case NOT_PERMITTED -> DimseStatus.NOT_AUTHORIZED;
            case MALFORMED_DATA_SET,
                    INVALID_ATTRIBUTE,
                    STEP_ENDED,
                    DESTRUCTION_BEGUN,
                    DUPLICATE_INSTANCE,
                    INTERNAL -> DimseStatus.UNABLE_TO_PROCESS;
        };
    }

    private static DimseStatus retrieve(ErrorCode code) {
        return switch (code) {
            case MISSING_ATTRIBUTE, DATA_SET_MISMATCH, INVALID_QUERY -> DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS;
            case TOO_MANY_RESULTS, INDEX_UNAVAILABLE -> DimseStatus.UNABLE_TO_CALCULATE_NUMBER_OF_MATCHES;
            case INSTANCE_BUSY, OUT_OF_SPACE, STORE_UNAVAILABLE, OFFLINE, OVERLOADED -> DimseStatus
                    .UNABLE_TO_PERFORM_SUBOPERATIONS;
            case UNBOUNDED_QUERY -> UNBOUNDED_QUERY;
            case CORRUPT_OBJECT -> CORRUPT_OBJECT;
            case NOT_CONVERTIBLE -> NOT_CONVERTIBLE;
            case NOT_FOUND -> NOT_FOUND;
            case NOT_PERMITTED -> DimseStatus.NOT_AUTHORIZED;
            case MALFORMED_DATA_SET,
                    INVALID_ATTRIBUTE,
                    STEP_ENDED,
                    DESTRUCTION_BEGUN,
                    DUPLICATE_INSTANCE,
                    INTERNAL -> DimseStatus.UNABLE_TO_PROCESS;
        };
    }

    private static DimseStatus normalized(ErrorCode code) {
        return switch (code) {
            case MISSING_ATTRIBUTE -> DimseStatus.MISSING_ATTRIBUTE;
            case INVALID_ATTRIBUTE, DATA_SET_MISMATCH, INVALID_QUERY -> DimseStatus.INVALID_ATTRIBUTE_VALUE;
            case DUPLICATE_INSTANCE -> DimseStatus.DUPLICATE_SOP_INSTANCE;
            case NOT_FOUND -> DimseStatus.NO_SUCH_SOP_INSTANCE;
            case NOT_PERMITTED -> DimseStatus.NOT_AUTHORIZED;
            case TOO_MANY_RESULTS,
                    INSTANCE_BUSY,
                    OUT_OF_SPACE,
                    STORE_UNAVAILABLE,
                    OFFLINE,
                    INDEX_UNAVAILABLE,
                    OVERLOADED -> DimseStatus.RESOURCE_LIMITATION;
            case STEP_ENDED -> STEP_ENDED;
            case MALFORMED_DATA_SET,
                    UNBOUNDED_QUERY,
                    DESTRUCTION_BEGUN,
                    CORRUPT_OBJECT,
                    NOT_CONVERTIBLE,
                    INTERNAL -> DimseStatus.PROCESSING_FAILURE;
        };
    }

    private static void report(String what, Exchange exchange, ErrorCode code, Throwable failure) {
        Message in = exchange.getMessage();
        String where = "[%s|%s|%s]"
                .formatted(
                        in.getHeader(DicomHeaders.CALLING_AET),
                        in.getHeader(DicomHeaders.ASSOCIATION_ID),
                        in.getHeader(DicomHeaders.MESSAGE_ID));
        switch (code.category()) {
            case CORRUPT -> log.error("{} {}", where, what, failure);
            case UNAVAILABLE -> log.warn("{} {}", where, what, failure);
            case INVALID, FORBIDDEN, NOT_FOUND, CONFLICT -> log.debug("{} {}", where, what, failure);
            case INTERNAL -> {
                log.error("{} {}", where, what, RedactedThrowable.of(failure));
                log.trace("{} {}", where, what, failure);
            }
        }
    }
}
