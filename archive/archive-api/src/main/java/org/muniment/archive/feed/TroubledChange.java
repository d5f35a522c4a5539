package org.muniment.archive.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * A change that could not be delivered to one subscriber, which does not hold up the others.
 *
 * @param change the latest of its study
 * @param attempts how often it was tried
 * @param reason of the last failure; names nobody
 * @param since when it failed first; cut to milliseconds
 * @param nextAttempt when it is tried again; empty once it is parked, and waits for a person
 */
public record TroubledChange(
        StudyChange change, int attempts, String reason, Instant since, Optional<Instant> nextAttempt) {

    public TroubledChange {
        Objects.requireNonNull(change);
        Objects.requireNonNull(reason);
        since = since.truncatedTo(ChronoUnit.MILLIS);
        nextAttempt = nextAttempt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    }

    public boolean isParked() {
        return nextAttempt.isEmpty();
    }

    /** The same, to be tried again at that time. */
    public TroubledChange retriedAt(Instant at) {
        return new TroubledChange(change, attempts, reason, since, Optional.of(at));
    }
}
