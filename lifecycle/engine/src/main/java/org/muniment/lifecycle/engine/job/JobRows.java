package org.muniment.lifecycle.engine.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.lifecycle.engine.due.DueStudies;

/**
 * The rows of jobs and their reminders. Each change leaves the reminder that follows from it before it is made: so a job that waits or runs always has one, in
 * the lane of its priority, for when it may be tried or when its lease ends; and whoever finds a reminder, and the row at least at the version it announces but in
 * another state, may forget the reminder. Of some kinds the end is a change for the study's placement: then it leaves a reminder of the study.
 */
final class JobRows {

    /** The study is looked at when the row is sure to be written; if it takes longer, the look finds the job unfinished, and comes again by itself. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

    private final JobRegister register;
    private final DueIndex due;
    private final DueStudies studies;
    final Clock clock;

    JobRows(JobRegister register, DueIndex due, Clock clock) {
        this.register = register;
        this.due = due;
        this.studies = new DueStudies(due);
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
        else if (JobKind.valueOf(next.key().kind()).isAwaited())
            studies.schedule(next.key().study(), clock.instant().plus(WRITTEN_WITHIN));
    }

    /** Whether somebody works at it now, as far as his lease tells. */
    boolean isWorkedAt(JobKey key) {
        return find(key)
                .filter(row -> row.state() == JobState.RUNNING)
                .filter(row -> clock.instant().isBefore(row.lease().until()))
                .isPresent();
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
