package org.muniment.lifecycle.engine.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.muniment.archive.lifecycle.JobProgress;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobState;

/** A job this node works at. What it writes is written only as long as its fencing token is the row's. */
final class HeldJob implements Fence {

    private final JobRows rows;
    private final Duration lease;
    private JobRecord row;

    /** @param row as this node has claimed it */
    HeldJob(JobRows rows, Duration lease, JobRecord row) {
        this.rows = rows;
        this.lease = lease;
        this.row = row;
    }

    synchronized Job job() {
        return new Job(row);
    }

    @Override
    public synchronized void check() {
        JobRecord present = rows.find(row.key()).orElseThrow(() -> lost("is gone"));
        if (!isOurs(present)) throw lost("is not ours any more");
        row = present;
        // nobody has taken it yet, but may at any moment
        if (!rows.clock.instant().isBefore(row.lease().until())) renew();
    }

    private boolean isOurs(JobRecord present) {
        return present.state() == JobState.RUNNING
                && present.lease().token() == row.lease().token();
    }

    private LeaseLost lost(String how) {
        return new LeaseLost("the job " + row.key() + " " + how);
    }

    /** Extends the lease. */
    synchronized void renew() {
        Instant until = rows.clock.instant().plus(lease);
        change(present -> present.next(present.progress(), present.lease().extendedTo(until)));
    }

    /** The next step is begun at once. */
    synchronized void advance(String step, String detail) {
        change(present -> present.next(
                new JobProgress(
                        JobState.RUNNING, step, detail, 0, present.progress().notBefore(), ""),
                present.lease()));
    }

    /** This node has no more to do with the job. */
    synchronized void leave(UnaryOperator<JobProgress> how) {
        change(present ->
                present.next(how.apply(present.progress()), present.lease().taken()));
    }

    /** Others change the row, too, such as its priority: then the change is made of that. */
    private void change(UnaryOperator<JobRecord> how) {
        while (true) {
            JobRecord next = how.apply(row);
            if (rows.replace(row, next)) {
                row = next;
                return;
            }
            JobRecord present = rows.find(row.key()).orElseThrow(() -> lost("is gone"));
            if (!isOurs(present)) throw lost("is not ours any more");
            row = present;
        }
    }
}
