package org.muniment.archive.lifecycle;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps jobs: one row for each key, that of the unfinished job or of the last one that finished. Safe for use by many threads and processes;
 * durable on return. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE: the write may or may not have happened,
 * which {@link #find} tells.
 */
public interface JobRegister {

    /** As it is now: what any process has written before is seen. */
    Optional<JobRecord> find(JobKey key);

    /** Adds the first job of its key; false where there is one, which stays. */
    boolean add(JobRecord first);

    /** Puts {@code next} in the place of the record it was made from; false where that has changed meanwhile, and then nothing is written. */
    boolean replace(JobRecord previous, JobRecord next);

    /** Parked jobs of a kind, in no order; lazy, to be closed. */
    Stream<JobRecord> parked(String kind);

    /** What is not to be worked at until it is resumed: words of the engine. */
    Set<String> paused();

    void pause(String scope);

    void resume(String scope);
}
