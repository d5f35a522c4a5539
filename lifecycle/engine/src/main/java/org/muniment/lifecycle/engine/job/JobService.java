package org.muniment.lifecycle.engine.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.Due;
import org.muniment.archive.lifecycle.DueBucket;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobLease;
import org.muniment.archive.lifecycle.JobProgress;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the archive and its people can have done to studies, and see of it, on any node. What people do is audited. Methods throw INDEX_UNAVAILABLE, and
 * NOT_FOUND where there is no such job.
 */
public final class JobService {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final int MOST_TRIES = 10;
    private static final Duration FOREVER = Duration.ofDays(366);
    private static final int PAGE = 500;
    private static final Due START = new Due(Instant.EPOCH, "");

    private final JobRegister register;
    private final DueIndex due;
    private final JobRows rows;
    private final Clock clock;
    private final List<Runnable> callers = new CopyOnWriteArrayList<>();

    public JobService(JobRegister register, DueIndex due, Clock clock) {
        this.register = register;
        this.due = due;
        this.clock = clock;
        this.rows = new JobRows(register, due, clock);
    }

    JobRows rows() {
        return rows;
    }

    /** Is run each time there may be something to do at once on this node. */
    void onCall(Runnable caller) {
        callers.add(caller);
    }

    private void call() {
        callers.forEach(Runnable::run);
    }

    /**
     * Durable on return. Where the study has an unfinished job of this kind it is that one, raised to this priority; otherwise a new one that begins with this
     * step. A parked one stays parked; one that nobody has taken for long is reminded of.
     */
    public Job submit(JobKind kind, StudyInstanceUid study, String step, String detail, Priority priority, String by) {
        JobKey key = new JobKey(kind.name(), study);
        JobProgress begin = JobProgress.at(step, detail, clock.instant());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            JobRecord present = rows.find(key).orElse(null);
            if (present != null && !present.state().isFinished() && present.priority() <= priority.ordinal()) {
                rows.remindOverdue(present);
                return new Job(present);
            }
            JobRecord next = present != null && !present.state().isFinished()
                    ? present.urged(priority.ordinal())
                    : first(key, priority, begin, by, present);
            if (!(present == null ? rows.add(next) : rows.replace(present, next))) continue;
            call();
            return new Job(next);
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "the job changes too fast");
    }

    /** The fencing token goes on from the former job of this key: who worked at that has no say in this one. */
    private JobRecord first(JobKey key, Priority priority, JobProgress begin, String by, JobRecord former) {
        JobLease lease = former == null
                ? new JobLease("", Instant.EPOCH, 1)
                : former.lease().taken();
        long version = former == null ? 1 : former.version() + 1;
        return new JobRecord(key, priority.ordinal(), begin, lease, by, clock.instant(), version);
    }

    /** The unfinished job, or the last one that finished. */
    public Optional<Job> find(JobKind kind, StudyInstanceUid study) {
        return rows.find(new JobKey(kind.name(), study)).map(Job::new);
    }

    /** As {@link #find}, for those who wait for its end: one that nobody has taken for long is reminded of. */
    public Optional<Job> awaited(JobKind kind, StudyInstanceUid study) {
        Optional<JobRecord> row = rows.find(new JobKey(kind.name(), study));
        row.ifPresent(rows::remindOverdue);
        return row.map(Job::new);
    }

    /** All jobs of the study, one of each kind at most; finished ones too. */
    public List<Job> of(StudyInstanceUid study) {
        return Stream.of(JobKind.values())
                .flatMap(kind -> find(kind, study).stream())
                .toList();
    }

    /** Jobs that wait or run, the most urgent lanes of each hour first; at most so many. */
    public List<Job> unfinished(int most) {
        Set<JobKey> seen = new HashSet<>();
        try (Stream<DueBucket> buckets = due.begun(DueList.JOB, clock.instant().plus(FOREVER))) {
            return buckets.flatMap(this::all)
                    .map(reminder -> JobReminder.parse(reminder.item()).key())
                    .filter(seen::add)
                    .flatMap(key -> rows.find(key).stream())
                    .filter(row -> row.state() == JobState.WAITING || row.state() == JobState.RUNNING)
                    .map(Job::new)
                    .limit(most)
                    .toList();
        }
    }

    private Stream<Due> all(DueBucket bucket) {
        List<Due> first = due.read(bucket, START, clock.instant().plus(FOREVER), PAGE);
        return Stream.iterate(
                        first,
                        page -> !page.isEmpty(),
                        page -> page.size() < PAGE
                                ? List.of()
                                : due.read(
                                        bucket,
                                        page.get(page.size() - 1),
                                        clock.instant().plus(FOREVER),
                                        PAGE))
                .flatMap(List::stream);
    }

    /** Parked jobs, in no order; at most so many of each kind. */
    public List<Job> parked(int most) {
        return Stream.of(JobKind.values())
                .flatMap(kind -> parked(kind, most).stream())
                .toList();
    }

    public List<Job> parked(JobKind kind, int most) {
        try (Stream<JobRecord> parked = register.parked(kind.name())) {
            return parked.limit(most).map(Job::new).toList();
        }
    }

    /** Has a parked or waiting job tried at once, as if it had never failed. */
    public Job retry(JobKind kind, StudyInstanceUid study, String by) {
        Job job = changed(kind, study, row -> switch (row.state()) {
            case PARKED, WAITING -> row.next(
                    row.progress().again(0, clock.instant(), ""), row.lease().taken());
            case RUNNING, DONE, CANCELLED -> row;
        });
        audit("JOB_RETRY", job, by);
        call();
        return job;
    }

    /** Ends the job where it stands. Whoever works at it is told by the fence; what was done remains. */
    public Job cancel(JobKind kind, StudyInstanceUid study, String by) {
        Job job = changed(
                kind,
                study,
                row -> row.state().isFinished()
                        ? row
                        : row.next(
                                row.progress().in(JobState.CANCELLED, "cancelled by " + by),
                                row.lease().taken()));
        audit("JOB_CANCEL", job, by);
        return job;
    }

    private Job changed(JobKind kind, StudyInstanceUid study, UnaryOperator<JobRecord> change) {
        JobKey key = new JobKey(kind.name(), study);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            JobRecord before =
                    rows.find(key).orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such job"));
            JobRecord next = change.apply(before);
            if (next == before || rows.replace(before, next)) return new Job(next);
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "the job changes too fast");
    }

    /** What is paused, in order. */
    public List<Scope> paused() {
        return new TreeSet<>(register.paused()).stream().map(Scope::new).toList();
    }

    Set<String> pausedScopes() {
        return register.paused();
    }

    /** Nothing of it is begun on any node until it is resumed; what runs ends its step. */
    public void pause(Scope scope, String by) {
        register.pause(scope.value());
        audit("JOBS_PAUSE", scope, by);
    }

    public void resume(Scope scope, String by) {
        register.resume(scope.value());
        audit("JOBS_RESUME", scope, by);
        call();
    }

    private static void audit(String operation, Job job, String by) {
        AUDIT.info(
                "{}",
                new AuditLine()
                        .add("operation", operation)
                        .add("outcome", "success")
                        .add("by", by)
                        .add("kind", job.kind())
                        .add("study", job.study()));
    }

    private static void audit(String operation, Scope scope, String by) {
        AUDIT.info(
                "{}",
                new AuditLine()
                        .add("operation", operation)
                        .add("outcome", "success")
                        .add("by", by)
                        .add("scope", scope));
    }
}
