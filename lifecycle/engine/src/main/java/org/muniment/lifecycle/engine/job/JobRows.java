package org.muniment.lifecycle.engine.job;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.JobState;

/**
 * The rows of jobs and their reminders. Each change leaves the reminder that follows from it before it is made: so a job that waits or runs always has one, in
 * the lane of its priority, for when it may be tried or when its lease ends; and whoever finds a reminder, and the row at least at the version it announces but in
 * another state, may forget the reminder.
 */
final class JobRows {

    private final JobRegister register;
    private final DueIndex due;
    final Clock clock;

    JobRows(JobRegister register, DueIndex due, Clock clock) {
        this.register = register;
        this.due = due;
        this.clock = clock;
    }

    Optional<JobRecord> find(JobKey key) {
        return register.find(key);
    }

    boolean add(JobRecord first) {
        remind(first);
        return register.add(first);
    }

    boolean replace(JobRecord previous, JobRecord next) {
        remind(next);
        return register.replace(previous, next);
    }

    private void remind(JobRecord next) {
        if (next.state() == JobState.WAITING || next.state() == JobState.RUNNING)
            due.schedule(DueList.JOB, lane(next), JobReminder.of(next).toString(), startable(next));
    }

    /** When somebody may take it. */
    static Instant startable(JobRecord row) {
        return row.state() == JobState.RUNNING
                ? row.lease().until()
                : row.progress().notBefore();
    }

    /** Lanes sort by priority. */
    static String lane(JobRecord row) {
        return lane(row.priority(), row.key().kind());
    }

    static String lane(int priority, String kind) {
        return priority + "-" + kind;
    }
}
