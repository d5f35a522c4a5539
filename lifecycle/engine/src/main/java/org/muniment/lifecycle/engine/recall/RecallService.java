package org.muniment.lifecycle.engine.recall;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.RecallState.State;
import org.muniment.core.tier.Recalls;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.StudyAccesses;
import org.muniment.core.tier.Tier;
import org.muniment.lifecycle.engine.copies.CopyLine;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;

/** Recalls, by jobs that overtake all others. Who asks for a study has also accessed it, by which it stays on the hot tier as long as placement says. */
public final class RecallService implements Recalls {

    private final CopyStores copies;
    private final JobService jobs;
    private final StudyAccesses accesses;
    private final Function<StudyInstanceUid, Optional<Instant>> staysUntil;
    private final Duration retryAfter;
    private final Clock clock;

    /**
     * @param staysUntil how long placement keeps a recalled study where it can be read, where that is known
     * @param retryAfter when it is worth to ask again
     */
    public RecallService(
            CopyStores copies,
            JobService jobs,
            StudyAccesses accesses,
            Function<StudyInstanceUid, Optional<Instant>> staysUntil,
            Duration retryAfter,
            Clock clock) {
        this.copies = copies;
        this.jobs = jobs;
        this.accesses = accesses;
        this.staysUntil = staysUntil;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    @Override
    public RecallState request(StudyInstanceUid study, String by) {
        RecallState now = state(study);
        if (now.isReadable() || now.state() == State.FAILED) return now;
        accesses.accessed(study, by);
        if (now.state() == State.NEARLINE)
            copies.audit().append(LifecycleEvent.of(EventKind.RECALL_REQUESTED, clock.instant(), by, study));
        jobs.submit(JobKind.RECALL, study, RecallHandler.REQUEST, "{}", Priority.CLINICAL, by);
        return state(study);
    }

    @Override
    public RecallState state(StudyInstanceUid study) {
        if (isOnlineOnly(study)) return RecallState.ONLINE;
        Optional<Job> job = jobs.find(JobKind.RECALL, study);
        // who waits asks often: no copies are counted for that
        if (job.filter(RecallService::isUnderWay).isPresent()) return state(job.get());
        if (isReadable(copies.lines(study)))
            return job.filter(done -> done.state() == JobState.DONE).isPresent()
                    ? new RecallState(State.READY, staysUntil.apply(study), Duration.ZERO)
                    : RecallState.ONLINE;
        return job.map(this::state).orElseGet(() -> waiting(State.NEARLINE));
    }

    private static boolean isUnderWay(Job job) {
        return job.state() == JobState.WAITING || job.state() == JobState.RUNNING;
    }

    /** As nearly always, and cheap to know: there is no container on a tier that is not online. */
    private boolean isOnlineOnly(StudyInstanceUid study) {
        try (Stream<Container> containers = copies.index().ofStudy(study)) {
            return containers.allMatch(container ->
                    copies.tiers().find(container.tier()).map(Tier::online).orElse(false));
        }
    }

    /** A doubtful copy that is online is read, too. */
    private static boolean isReadable(StudyLines lines) {
        Set<ObjectKey> left =
                lines.holdings().instances().stream().map(StoredInstance::key).collect(Collectors.toSet());
        left.removeAll(lines.holdings().loose().good());
        List<CopyLine> online = lines.lines().stream().filter(CopyLine::online).toList();
        online.forEach(line -> left.removeAll(line.good()));
        return left.isEmpty();
    }

    private RecallState state(Job job) {
        return switch (job.state()) {
            case PARKED -> new RecallState(State.FAILED, Optional.empty(), Duration.ZERO);
            case WAITING, RUNNING -> waiting(
                    job.step().equals(RecallHandler.REQUEST) ? State.REQUESTED : State.RECALLING);
            case DONE, CANCELLED -> waiting(State.NEARLINE);
        };
    }

    private RecallState waiting(State state) {
        return new RecallState(state, Optional.empty(), retryAfter);
    }
}
