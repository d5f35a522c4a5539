package org.muniment.archive.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Who works at a job.
 *
 * @param owner the node; empty where nobody does
 * @param until when another may take over, unless the owner extends it; cut to milliseconds
 * @param token the fencing token: grows each time the job gets another owner, and over all jobs that ever had the same key. Who holds an older one has no
 *     say any more
 */
public record JobLease(String owner, Instant until, long token) {

    public JobLease {
        Objects.requireNonNull(owner);
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Nobody's, and nobody who held it before may go on. */
    public JobLease taken() {
        return new JobLease("", Instant.EPOCH, token + 1);
    }

    public JobLease givenTo(String node, Instant end) {
        return new JobLease(node, end, token + 1);
    }

    public JobLease extendedTo(Instant end) {
        return new JobLease(owner, end, token);
    }
}
