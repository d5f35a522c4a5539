package org.muniment.archive.object;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether an object's bytes can be read now.
 *
 * @param until when a recalled object goes offline again, where that is known; only of READY
 */
public record Availability(State state, Optional<Instant> until) {

    public static final Availability ONLINE = new Availability(State.ONLINE, Optional.empty());
    public static final Availability OFFLINE = new Availability(State.OFFLINE, Optional.empty());
    public static final Availability RECALLING = new Availability(State.RECALLING, Optional.empty());

    public enum State {
        /** Readable always. */
        ONLINE,
        /** Readable only once it was recalled. */
        OFFLINE,
        /** Asked for, not readable yet. */
        RECALLING,
        /** Recalled and readable for a while. */
        READY
    }

    public Availability {
        Objects.requireNonNull(state);
        Objects.requireNonNull(until);
    }

    /** Recalled and readable until {@code until}. */
    public static Availability ready(Instant until) {
        return new Availability(State.READY, Optional.of(until));
    }

    public boolean isReadable() {
        return state == State.ONLINE || state == State.READY;
    }
}
