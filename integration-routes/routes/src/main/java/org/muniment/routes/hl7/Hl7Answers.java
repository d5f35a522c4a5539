package org.muniment.routes.hl7;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Problem;
import org.muniment.hl7.FieldPath;
import org.muniment.hl7.MessageFault;
import org.muniment.hl7.MessageFault.Condition;
import org.muniment.routes.dimse.RedactedThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the sender of a message is told where it could not be done: AE where the message is to blame, which then waits to be mended, AR where it is not,
 * or is not for us, and may be sent again. The one place that logs failures.
 */
final class Hl7Answers {

    private static final Logger log = LoggerFactory.getLogger(Hl7Answers.class);

    /** Nothing of an unexpected failure is told but that there was one: its message could hold anything. */
    private static final String INTERNAL = "internal error, see the archive's log";

    static final MessageAnswer NOT_A_MESSAGE = MessageAnswer.rejection(problem(
            FieldPath.of("MSH", 0),
            Condition.SEGMENT_SEQUENCE_ERROR,
            "NOT_A_MESSAGE",
            "what came does not begin with MSH"));
    static final MessageAnswer TOO_LARGE = MessageAnswer.rejection(
            problem(null, Condition.APPLICATION_INTERNAL_ERROR, "TOO_LARGE", "the message is too large"));
    static final MessageAnswer UNKNOWN_SENDER = MessageAnswer.rejection(problem(
            FieldPath.of("MSH", 3),
            Condition.UNKNOWN_KEY_IDENTIFIER,
            "UNKNOWN_SENDER",
            "the archive does not know this sender"));

    private Hl7Answers() {}

    static MessageAnswer to(RuntimeException failure) {
        if (failure instanceof MessageFault fault) {
            Problem problem = problem(
                    fault.location(), fault.condition(), fault.condition().name(), fault.getMessage());
            return fault.condition().isRejection() ? MessageAnswer.rejection(problem) : MessageAnswer.error(problem);
        }
        ErrorCode code = failure instanceof ArchiveException archive ? archive.code() : ErrorCode.INTERNAL;
        report(code, failure);
        return to(code, code == ErrorCode.INTERNAL ? INTERNAL : failure.getMessage());
    }

    /** To a message that is not, or perhaps not, in the journal: nobody would find it there, so its sender has to keep it. */
    static MessageAnswer unjournaled(RuntimeException failure) {
        return MessageAnswer.rejection(to(failure).problem().orElseThrow());
    }

    static MessageAnswer to(ErrorCode code, String text) {
        return switch (code) {
            case MISSING_ATTRIBUTE -> MessageAnswer.error(
                    problem(null, Condition.REQUIRED_FIELD_MISSING, code.name(), text));
            case MALFORMED_DATA_SET,
                    INVALID_ATTRIBUTE,
                    INVALID_QUERY,
                    UNBOUNDED_QUERY,
                    TOO_MANY_RESULTS,
                    NOT_CONVERTIBLE -> MessageAnswer.error(problem(null, Condition.DATA_TYPE_ERROR, code.name(), text));
            case DATA_SET_MISMATCH -> MessageAnswer.error(
                    problem(FieldPath.of("PID", 3), Condition.UNKNOWN_KEY_IDENTIFIER, code.name(), text));
            case NOT_FOUND -> MessageAnswer.error(problem(null, Condition.UNKNOWN_KEY_IDENTIFIER, code.name(), text));
            case DUPLICATE_INSTANCE, STEP_ENDED -> MessageAnswer.error(
                    problem(null, Condition.DUPLICATE_KEY_IDENTIFIER, code.name(), text));
            case NOT_PERMITTED, DESTRUCTION_BEGUN, CORRUPT_OBJECT, INTERNAL -> MessageAnswer.error(
                    problem(null, Condition.APPLICATION_INTERNAL_ERROR, code.name(), text));
            case INSTANCE_BUSY -> MessageAnswer.rejection(
                    problem(null, Condition.APPLICATION_RECORD_LOCKED, code.name(), text));
            case OUT_OF_SPACE, STORE_UNAVAILABLE, OFFLINE, INDEX_UNAVAILABLE, OVERLOADED -> MessageAnswer.rejection(
                    problem(null, Condition.APPLICATION_INTERNAL_ERROR, code.name(), text));
        };
    }

    /** @param place null where it is about the message as a whole */
    private static Problem problem(FieldPath place, Condition condition, String code, String text) {
        return new Problem(
                place == null ? "" : place.segment(),
                place == null ? 0 : place.sequence(),
                place == null ? 0 : place.field(),
                place == null ? 0 : place.component(),
                condition.code(),
                condition.text(),
                code,
                text);
    }

    private static void report(ErrorCode code, RuntimeException failure) {
        switch (code.category()) {
            case CORRUPT -> log.error("A message can't be processed: {}", code, failure);
            case UNAVAILABLE -> log.warn("A message can't be processed now: {}", code, failure);
            case INVALID, FORBIDDEN, NOT_FOUND, CONFLICT -> log.debug("A message can't be processed: {}", code);
            case INTERNAL -> log.error("A message can't be processed", RedactedThrowable.of(failure));
        }
    }
}
