package org.muniment.archive.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * Promises to announce a change that is about to be made, so that a process that dies in between is not the only one to know of it. Safe
 * for use by many threads. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface ChangeIntentions {

    /**
     * One promise.
     *
     * @param id never used again
     * @param by the node that gave it, and will keep it after a restart
     * @param since cut to milliseconds
     */
    record Intention(UUID id, String by, Instant since, StudyInstanceUid study, ChangeKind kind) {
        public Intention {
            Objects.requireNonNull(id);
            Objects.requireNonNull(by);
            Objects.requireNonNull(study);
            Objects.requireNonNull(kind);
        }
    }

    /** Durable on return. */
    void open(Intention intention);

    /** They have been kept, and are forgotten. */
    void close(Collection<Intention> kept);

    /** What is open of this node's. */
    List<Intention> open(String by);

    /** The nodes that may have open ones. */
    List<String> nodes();
}
