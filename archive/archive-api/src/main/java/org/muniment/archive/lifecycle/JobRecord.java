package org.muniment.archive.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A job as it is stored: work on one study that goes on step by step, whoever dies meanwhile.
 *
 * @param priority 0 is the most urgent
 * @param by user or part of the system that asked for it
 * @param submittedAt when; cut to milliseconds
 * @param version grows with each change of this key's row
 */
public record JobRecord(
        JobKey key, int priority, JobProgress progress, JobLease lease, String by, Instant submittedAt, long version) {

    public JobRecord {
        Objects.requireNonNull(key);
        Objects.requireNonNull(progress);
        Objects.requireNonNull(lease);
        Objects.requireNonNull(by);
        submittedAt = submittedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    public JobState state() {
        return progress.state();
    }

    /** What follows this record where nothing but progress and lease change. */
    public JobRecord next(JobProgress changed, JobLease changedLease) {
        return new JobRecord(key, priority, changed, changedLease, by, submittedAt, version + 1);
    }

    public JobRecord urged(int higher) {
        return new JobRecord(key, Math.min(priority, higher), progress, lease, by, submittedAt, version + 1);
    }
}
