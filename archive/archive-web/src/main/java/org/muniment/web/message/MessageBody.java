package org.muniment.web.message;

import java.time.Instant;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.JournaledMessage.Mending;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Problem;
import org.muniment.core.message.MessageService;

/**
 * A message in JSON. What is not known is null.
 *
 * @param problem why it was not done, with the place in the message
 * @param original its text; in lists left out, as is {@code mended}
 */
record MessageBody(
        String id,
        String source,
        String kind,
        String controlId,
        Instant receivedAt,
        JournaledMessage.State state,
        MessageAnswer.Code answer,
        ProblemBody problem,
        String note,
        String mendedBy,
        Instant mendedAt,
        String original,
        String mended) {

    /** @param place such as PID-3; empty where it is about the message as a whole */
    record ProblemBody(String place, String condition, String code, String text) {

        static ProblemBody of(Problem problem) {
            return new ProblemBody(
                    problem.place(),
                    problem.condition() + " " + problem.conditionText(),
                    problem.code(),
                    problem.text());
        }
    }

    static MessageBody listed(JournaledMessage message) {
        return of(message, null, null);
    }

    static MessageBody shown(MessageService.Shown shown) {
        return of(shown.message(), shown.original(), shown.mended().orElse(null));
    }

    private static MessageBody of(JournaledMessage message, String original, String mended) {
        return new MessageBody(
                message.id().value(),
                message.source(),
                message.kind(),
                message.controlId(),
                message.receivedAt(),
                message.state(),
                message.answer().map(MessageAnswer::code).orElse(null),
                message.answer()
                        .flatMap(MessageAnswer::problem)
                        .map(ProblemBody::of)
                        .orElse(null),
                message.note(),
                message.mending().map(Mending::by).orElse(null),
                message.mending().map(Mending::at).orElse(null),
                original,
                mended);
    }
}
