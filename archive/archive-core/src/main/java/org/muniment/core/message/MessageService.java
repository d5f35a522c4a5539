package org.muniment.core.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.JournaledMessage.Mending;
import org.muniment.archive.message.JournaledMessage.State;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Problem;
import org.muniment.archive.message.MessageContent;
import org.muniment.archive.message.MessageId;
import org.muniment.archive.message.MessageJournal;
import org.muniment.core.InFlight;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages in, each once: the first time it is done and answered, then only answered. What it asks for is done before its outcome is written
 * down, and that before it is answered; whoever dies in between is sent it again, and doing it again is harmless. What can't be processed
 * waits for a person, who may mend, replay or discard it. Safe for use by many threads.
 */
public final class MessageService {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final Duration BUSY = Duration.ofSeconds(10);

    private final MessageJournal journal;
    private final MessageHandling handling;
    private final Clock clock;
    private final InFlight<MessageId> inFlight = new InFlight<>();

    public MessageService(MessageJournal journal, MessageHandling handling, Clock clock) {
        this.journal = journal;
        this.handling = handling;
        this.clock = clock;
    }

    /**
     * @param kind as {@link JournaledMessage#kind}
     * @throws ArchiveException INDEX_UNAVAILABLE, INSTANCE_BUSY: nothing is promised, and sending it again is harmless
     */
    public MessageAnswer receive(MessageId id, String source, String kind, String controlId, MessageContent content) {
        return alone(id, () -> {
            Optional<JournaledMessage> known = journal.find(id);
            if (known.filter(MessageService::isSettled).isPresent()) {
                MessageAnswer answer = known.get().answer().orElseThrow();
                audit(known.get(), "repeated " + answer.code(), null);
                return answer;
            }
            JournaledMessage message = known.orElseGet(() -> {
                JournaledMessage opened = new JournaledMessage(
                        id,
                        source,
                        kind,
                        controlId,
                        clock.instant(),
                        content,
                        State.RECEIVED,
                        Optional.empty(),
                        Optional.empty(),
                        "");
                journal.open(opened);
                return opened;
            });
            MessageAnswer answer = handling.process(message);
            journal.update(message.answered(stateAfter(answer), answer));
            audit(message, answer.code(), null);
            return answer;
        });
    }

    /** What was not taken may be taken another time: a service was down, or a source not known yet. */
    private static boolean isSettled(JournaledMessage message) {
        return message.answer().isPresent() && message.state() != State.REFUSED;
    }

    private static State stateAfter(MessageAnswer answer) {
        return switch (answer.code()) {
            case AA -> State.PROCESSED;
            case AE -> State.PARKED;
            case AR -> State.REFUSED;
        };
    }

    /** Those that wait, without their content, the longest waiting first. */
    public List<JournaledMessage> parked(int limit) {
        try (Stream<JournaledMessage> parked = journal.parked()) {
            return parked.limit(limit).map(JournaledMessage::withoutContent).toList();
        }
    }

    /** Those received before {@code before}, without their content, the latest first. */
    public List<JournaledMessage> before(Instant before, int limit) {
        try (Stream<JournaledMessage> found = journal.before(before)) {
            return found.limit(limit).map(JournaledMessage::withoutContent).toList();
        }
    }

    /** A message with its content as text. */
    public record Shown(JournaledMessage message, String original, Optional<String> mended) {}

    /**
     * For a person to look into; written down in the audit trail.
     *
     * @throws ArchiveException NOT_FOUND
     */
    public Shown show(MessageId id, String user) {
        JournaledMessage message = find(id);
        audit(message, "shown", user);
        return shown(message);
    }

    private Shown shown(JournaledMessage message) {
        return new Shown(
                message,
                handling.read(message.original(), message),
                message.mending().map(mending -> handling.read(mending.content(), message)));
    }

    /**
     * Puts a correction beside the original; nothing is done with it yet.
     *
     * @throws ArchiveException NOT_FOUND; NOT_PERMITTED where the message does not wait; MALFORMED_DATA_SET
     */
    public Shown mend(MessageId id, String text, String user) {
        return change(id, user, "mended", message -> {
            MessageContent content = handling.write(text, message);
            return message.mended(new Mending(content, user, clock.instant()));
        });
    }

    /**
     * Has it done now, as it was mended last. Where that fails it goes on waiting, and its note says why.
     *
     * @throws ArchiveException as {@link #mend}
     */
    public Shown replay(MessageId id, String user) {
        return change(id, user, "replayed", message -> {
            MessageAnswer answer = handling.process(message);
            return answer.problem()
                    .map(problem -> message.become(State.PARKED, text(problem)))
                    .orElseGet(() -> message.become(State.REPLAYED, ""));
        });
    }

    private static String text(Problem problem) {
        return problem.place().isEmpty() ? problem.text() : problem.place() + ": " + problem.text();
    }

    /** Has nothing come of it. @throws ArchiveException as {@link #mend} */
    public Shown discard(MessageId id, String reason, String user) {
        return change(id, user, "discarded", message -> message.become(State.DISCARDED, reason));
    }

    private Shown change(MessageId id, String user, String what, Function<JournaledMessage, JournaledMessage> change) {
        return alone(id, () -> {
            JournaledMessage message = find(id);
            if (!message.isParked())
                throw new ArchiveException(
                        ErrorCode.NOT_PERMITTED, "the message is " + message.state() + ", not PARKED");
            JournaledMessage changed = change.apply(message);
            journal.update(changed);
            audit(changed, what + " " + changed.state(), user);
            return shown(changed);
        });
    }

    private JournaledMessage find(MessageId id) {
        return journal.find(id).orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "no such message"));
    }

    private <T> T alone(MessageId id, java.util.function.Supplier<T> work) {
        try (var ticket = inFlight.enter(id)) {
            if (!ticket.lock(BUSY)) throw new ArchiveException(ErrorCode.INSTANCE_BUSY, "the same message is in work");
            return work.get();
        }
    }

    private static void audit(JournaledMessage message, Object outcome, String user) {
        AUDIT.info(
                "{}",
                new AuditLine()
                        .add("operation", "HL7 " + message.kind())
                        .add("outcome", outcome)
                        .add("source", message.source())
                        .add("user", user)
                        .add("message", message.id()));
    }
}
