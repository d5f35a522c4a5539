package org.muniment.lifecycle.engine.place;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.tier.StoredInstance;
import org.muniment.lifecycle.engine.copies.CopyLine;
import org.muniment.lifecycle.engine.copies.CopyMaking;
import org.muniment.lifecycle.engine.copies.Gap;
import org.muniment.lifecycle.engine.job.Evaluation;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.policy.ExpiredStudies;
import org.muniment.lifecycle.engine.verify.Fixity;

/** Looks at a study by all policies: submits the jobs that bring its copies where they should be, and puts it on the due list when its time is over. */
public final class PlacementEvaluation implements Evaluation {

    private static final String BY = "lifecycle";
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final Situations situations;
    private final JobService jobs;
    private final ExpiredStudies dueList;
    private final EvaluationConfig config;
    private final Clock clock;

    /** @param clock in the time zone of the facilities */
    public PlacementEvaluation(
            Situations situations, JobService jobs, ExpiredStudies dueList, EvaluationConfig config, Clock clock) {
        this.situations = situations;
        this.jobs = jobs;
        this.dueList = dueList;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Instant evaluate(StudyInstanceUid study) {
        Instant latest = clock.instant().plus(config.atLatest());
        Optional<Situation> found = situations.of(study, Target.byPolicy(Set.of()));
        if (found.isEmpty()) {
            dueList.notExpired(study);
            return latest;
        }
        Situation now = found.get();
        Instant settled = lastReceived(now).plus(config.settle());
        if (settled.isAfter(clock.instant())) return settled;
        if (now.verdict().due()) dueList.expired(now.verdict().retention());
        else dueList.notExpired(study);
        if (isBeingDestroyed(study)) return latest;
        if (isDamaged(now)) submit(JobKind.REPAIR, study, now, Set.of(), Priority.REPAIR);
        if (isBeingCompleted(study)) return clock.instant().plus(LOOK_AGAIN);
        place(study, now);
        return Stream.of(changes(now), stayEnds(now), Optional.of(verify(study, now)), Optional.of(latest))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant lastReceived(Situation now) {
        return now.lines().holdings().instances().stream()
                .map(StoredInstance::receivedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Optional<Instant> changes(Situation now) {
        ZoneId zone = clock.getZone();
        return now.verdict().changes().map(day -> day.atStartOfDay(zone).toInstant());
    }

    /** When what was brought back for somebody may go again, if placement wants it no more. */
    private Optional<Instant> stayEnds(Situation now) {
        String hot = situations.copies().tiers().hot().name();
        return now.lines().lines().stream()
                .filter(line -> line.tier().equals(hot))
                .flatMap(line -> CopyMaking.recalledAt(line).stream())
                .map(at -> at.plus(config.recalledStay()))
                .filter(clock.instant()::isBefore)
                .min(Comparator.naturalOrder());
    }

    private boolean isBeingDestroyed(StudyInstanceUid study) {
        return isUnfinished(jobs.awaited(JobKind.DISPOSE, study));
    }

    /** Whether a repair or recall is about to add copies: two at once would add the same. */
    private boolean isBeingCompleted(StudyInstanceUid study) {
        return Stream.of(JobKind.REPAIR, JobKind.RECALL)
                .flatMap(kind -> jobs.awaited(kind, study).stream())
                .anyMatch(job -> !job.state().isFinished() && job.state() != JobState.PARKED);
    }

    private static boolean isUnfinished(Optional<Job> job) {
        return job.filter(present -> !present.state().isFinished()).isPresent();
    }

    private void place(StudyInstanceUid study, Situation now) {
        List<Gap> gaps = now.lines().gaps(now.wanted());
        List<CopyLine> surplus = now.lines().surplus(now.wanted());
        if (gaps.isEmpty() && surplus.isEmpty() && !isLeft(now)) return;
        Set<String> tiers = new TreeSet<>();
        gaps.forEach(gap -> tiers.add(gap.tier()));
        surplus.forEach(line -> tiers.add(line.tier()));
        submit(JobKind.MIGRATE, study, now, tiers, Priority.NORMAL);
    }

    private static boolean isDamaged(Situation now) {
        return now.lines().holdings().containers().stream()
                        .anyMatch(container -> container.state() == CopyState.SUSPECT)
                || now.lines().isLooseDamaged();
    }

    private static boolean isLeft(Situation now) {
        return now.lines().holdings().containers().stream()
                .map(Container::state)
                .anyMatch(state -> state == CopyState.RELEASING);
    }

    private void submit(JobKind kind, StudyInstanceUid study, Situation now, Set<String> tiers, Priority priority) {
        if (!isUnfinished(jobs.find(kind, study))) situations.copies().audit().append(decided(kind, study, now));
        // a tier may be less full in a moment, but a move that was begun is finished
        Target target = now.verdict().crowded() ? Target.of(now.wanted()) : Target.byPolicy(tiers);
        jobs.submit(kind, study, MigrateHandler.MAKE, target.toJson(), priority, BY);
    }

    private LifecycleEvent decided(JobKind kind, StudyInstanceUid study, Situation now) {
        LifecycleEvent event = LifecycleEvent.of(EventKind.PLACEMENT_DECIDED, clock.instant(), BY, study)
                .with("job", kind)
                .with("rule", now.verdict().placement().rule())
                .with("copies", now.wanted());
        return now.verdict()
                .placement()
                .policy()
                .map(policy -> event.with("policy", policy).with("policy-digest", policy.digest()))
                .orElse(event);
    }

    /** @return when the next copy has to be checked */
    private Instant verify(StudyInstanceUid study, Situation now) {
        Instant due = Fixity.due(now.lines(), config.fixityWindow());
        if (due.isAfter(clock.instant())) return due;
        jobs.submit(JobKind.VERIFY, study, "VERIFY", "{}", Priority.BACKGROUND, BY);
        return clock.instant().plus(config.fixityWindow());
    }
}
