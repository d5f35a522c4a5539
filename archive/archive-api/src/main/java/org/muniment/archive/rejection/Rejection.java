package org.muniment.archive.rejection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * What the archive knows of a rejection note. Which instances it rejects, the note itself says: an instance of its own.
 *
 * @param note the Key Object Selection Document; its SOP Instance UID tells rejections apart
 * @param by who rejected: a user, or the AE title of the note's sender
 * @param at cut to milliseconds
 * @param reason in words, empty where none was given; may name the patient, so it is never logged
 * @param studies those the rejected instances are of
 * @param instances how many the note rejects, here or not
 * @param restoration empty unless the state is RESTORING or RESTORED
 */
public record Rejection(
        InstanceId note,
        RejectionCode code,
        String by,
        Instant at,
        String reason,
        Set<StudyInstanceUid> studies,
        int instances,
        State state,
        Optional<Restoration> restoration) {

    public enum State {
        /** The note may be stored, and some of what it rejects may still be in sight. */
        PENDING,
        IN_FORCE,
        /** The rejection is being taken back: some of what it rejects may not be in sight yet. */
        RESTORING,
        RESTORED
    }

    /** Who took the rejection back, when and why; as {@link Rejection#by}, {@link Rejection#at} and {@link Rejection#reason}. */
    public record Restoration(String by, Instant at, String reason) {
        public Restoration {
            Objects.requireNonNull(by);
            at = at.truncatedTo(ChronoUnit.MILLIS);
            Objects.requireNonNull(reason);
        }
    }

    public Rejection {
        Objects.requireNonNull(note);
        Objects.requireNonNull(code);
        Objects.requireNonNull(by);
        at = at.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(reason);
        studies = Set.copyOf(studies);
        if ((state == State.RESTORING || state == State.RESTORED) != restoration.isPresent())
            throw new IllegalArgumentException("a rejection " + state + " with the restoration " + restoration);
    }

    /** Whether what it names must not be seen, or is about to vanish. */
    public boolean isInForce() {
        return state == State.PENDING || state == State.IN_FORCE;
    }

    /** Whether a change is under way. */
    public boolean isUnfinished() {
        return state == State.PENDING || state == State.RESTORING;
    }

    /** When the change began that led to its state. */
    public Instant changedAt() {
        return restoration.map(Restoration::at).orElse(at);
    }

    public Rejection inForce() {
        return new Rejection(note, code, by, at, reason, studies, instances, State.IN_FORCE, Optional.empty());
    }

    public Rejection restoring(Restoration restored) {
        return new Rejection(note, code, by, at, reason, studies, instances, State.RESTORING, Optional.of(restored));
    }

    public Rejection restored() {
        return new Rejection(note, code, by, at, reason, studies, instances, State.RESTORED, restoration);
    }
}
