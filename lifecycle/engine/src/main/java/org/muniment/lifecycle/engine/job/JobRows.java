package org.muniment.lifecycle.engine.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    /** What could have been taken so long ago and was not, has perhaps lost its reminder. */
    private static final Duration OVERDUE = Duration.ofMinutes(5);

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
        return write(first, () -> register.add(first));
    }

    boolean replace(JobRecord previous, JobRecord next) {
        return write(next, () -> register.replace(previous, next));
    }

    /** A process may be halted in between for so long that who finds the reminder waits for the row no more: then another one follows the row. */
    private boolean write(JobRecord next, BooleanSupplier row) {
        Instant begun = clock.instant();
        remind(next);
        boolean written = row.getAsBoolean();
        if (written && clock.instant().isAfter(begun.plus(DueIndex.APPEARS_WITHIN.dividedBy(2)))) remind(next);
        return written;
    }

    /**
     * Leaves the reminder anew of a job that nobody has taken though it could have been: a row may come to be long after its reminder, as what a write that
     * failed was about is settled by who next reads it. However often it is called, it leaves one in {@link #OVERDUE}.
     */
    void remindOverdue(JobRecord row) {
        Instant now = clock.instant();
        if (!isStartable(row) || startable(row).plus(OVERDUE).isAfter(now)) return;
        Instant next = Instant.ofEpochSecond((now.getEpochSecond() / OVERDUE.toSeconds() + 1) * OVERDUE.toSeconds());
        due.schedule(DueList.JOB, lane(row), JobReminder.of(row).toString(), next);
    }

    private static boolean isStartable(JobRecord row) {
        return row.state() == JobState.WAITING || row.state() == JobState.RUNNING;
    }

    private void remind(JobRecord next) {
        if (isStartable(next))
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
