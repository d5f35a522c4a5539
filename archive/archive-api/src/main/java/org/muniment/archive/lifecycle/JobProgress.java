package org.muniment.archive.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * How far a job has come.
 *
 * @param step what is to be done next, in the words of the job's kind
 * @param detail what the step needs to know, as JSON in the words of the job's kind; names no patient
 * @param attempts how often this step has failed
 * @param notBefore when the step may be tried; cut to milliseconds
 * @param note why it waits or is parked, what a finished one has done; empty where there is nothing to say. Names no patient
 */
public record JobProgress(JobState state, String step, String detail, int attempts, Instant notBefore, String note) {

    public JobProgress {
        Objects.requireNonNull(state);
        Objects.requireNonNull(step);
        Objects.requireNonNull(detail);
        notBefore = notBefore.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(note);
    }

    /** The step is to be done as soon as somebody has time. */
    public static JobProgress at(String step, String detail, Instant now) {
        return new JobProgress(JobState.WAITING, step, detail, 0, now, "");
    }

    public JobProgress in(JobState changed, String why) {
        return new JobProgress(changed, step, detail, attempts, notBefore, why);
    }

    /** The same step again, at this time. */
    public JobProgress again(int failures, Instant at, String why) {
        return new JobProgress(JobState.WAITING, step, detail, failures, at, why);
    }
}
