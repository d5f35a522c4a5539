package org.muniment.core.tier;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a study can be read now, and what is done about it.
 *
 * @param until how long a recalled study stays readable, where that is known; only of READY
 * @param retryAfter when to ask again; zero where that is of no use
 */
public record RecallState(State state, Optional<Instant> until, Duration retryAfter) {

    /** Fits Instance Availability (0008,0056) of PS3.3 C.4.23.1.1: READY is ONLINE there, all but ONLINE and READY are NEARLINE or OFFLINE. */
    public enum State {
        /** Every instance is readable, or the study is not known. */
        ONLINE,
        /** Some of it lies on offline tiers only, and nobody has asked for it. */
        NEARLINE,
        /** Asked for; the recall has not begun. */
        REQUESTED,
        RECALLING,
        /** Readable, as it was recalled. */
        READY,
        /** The recall has given up; an operator must look at its job. */
        FAILED
    }

    /** As nearly always. */
    public static final RecallState ONLINE = new RecallState(State.ONLINE, Optional.empty(), Duration.ZERO);

    public RecallState {
        Objects.requireNonNull(state);
        Objects.requireNonNull(until);
        Objects.requireNonNull(retryAfter);
    }

    public boolean isReadable() {
        return state == State.ONLINE || state == State.READY;
    }
}
