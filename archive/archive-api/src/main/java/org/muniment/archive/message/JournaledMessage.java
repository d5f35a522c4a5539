package org.muniment.archive.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * A message with what became of it.
 *
 * @param source name of the source it came from
 * @param kind such as ADT^A40 (MSH-9)
 * @param controlId MSH-10
 * @param receivedAt cut to milliseconds
 * @param original as it came
 * @param answer what its sender was told; empty until that is decided
 * @param note why it is in its state, where the answer does not say so: what a person gave as reason, or what a replay found
 */
public record JournaledMessage(
        MessageId id,
        String source,
        String kind,
        String controlId,
        Instant receivedAt,
        MessageContent original,
        State state,
        Optional<MessageAnswer> answer,
        Optional<Mending> mending,
        String note) {

    public enum State {
        /** Its sender was told nothing yet; if it stays so, the archive died meanwhile, and it will be sent again. */
        RECEIVED,
        /** Done. */
        PROCESSED,
        /** Can't be done as it stands: waits for a person. */
        PARKED,
        /** Not taken; its sender keeps it. */
        REFUSED,
        /** Done after it had waited. */
        REPLAYED,
        /** A person decided that nothing comes of it. */
        DISCARDED
    }

    /** A person's correction, which stands beside the original. */
    public record Mending(MessageContent content, String by, Instant at) {
        public Mending {
            Objects.requireNonNull(content);
            Objects.requireNonNull(by);
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    public JournaledMessage {
        Objects.requireNonNull(id);
        Objects.requireNonNull(source);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(controlId);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(original);
        Objects.requireNonNull(state);
        Objects.requireNonNull(answer);
        Objects.requireNonNull(mending);
        Objects.requireNonNull(note);
    }

    /** What is to be done now: the correction, if there is one. */
    public MessageContent content() {
        return mending.map(Mending::content).orElse(original);
    }

    /** For lists, which are not to hold the content of many. */
    public JournaledMessage withoutContent() {
        MessageContent none = new MessageContent(new byte[0]);
        return new JournaledMessage(
                id,
                source,
                kind,
                controlId,
                receivedAt,
                none,
                state,
                answer,
                mending.map(mended -> new Mending(none, mended.by(), mended.at())),
                note);
    }

    public boolean isParked() {
        return state == State.PARKED;
    }

    public JournaledMessage answered(State newState, MessageAnswer newAnswer) {
        return new JournaledMessage(
                id, source, kind, controlId, receivedAt, original, newState, Optional.of(newAnswer), mending, note);
    }

    public JournaledMessage mended(Mending by) {
        return new JournaledMessage(
                id, source, kind, controlId, receivedAt, original, state, answer, Optional.of(by), note);
    }

    /** What was answered once stays answered. */
    public JournaledMessage become(State newState, String why) {
        return new JournaledMessage(id, source, kind, controlId, receivedAt, original, newState, answer, mending, why);
    }
}
