package org.muniment.lifecycle.engine.place;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.object.ObjectKey;
import org.muniment.core.feed.StudyChanges;
import org.muniment.lifecycle.engine.copies.CopyLine;
import org.muniment.lifecycle.engine.copies.CopyMaking;
import org.muniment.lifecycle.engine.copies.CopyReleasing;
import org.muniment.lifecycle.engine.copies.Gap;
import org.muniment.lifecycle.engine.copies.Losses;
import org.muniment.lifecycle.engine.copies.OfflineCopies;
import org.muniment.lifecycle.engine.copies.Recompression;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.policy.destruction.Clearance;
import org.muniment.lifecycle.policy.destruction.Refusal;

/**
 * Brings the copies of a study to where they are wanted: first all that are missing are made, then those nobody wants are given up, one after the other. What
 * is missing or too much is found anew by each step, from what there is: a step that ran half way, or twice, does no harm. Only this kind of job gives good
 * copies up, and a study has one at a time: two that each rely on the copy the other gives up can't be (ADR 154).
 */
public final class MigrateHandler implements JobHandler {

    /** The first step. */
    public static final String MAKE = "MAKE";

    /** Between the first and the next, where policies want copies encoded anew. */
    static final String RECOMPRESS = "RECOMPRESS";

    static final String COPY = "COPY";
    static final String RELEASE = "RELEASE";

    private final Situations situations;
    private final CopyMaking making;
    private final CopyReleasing releasing;
    private final Losses losses;
    private final OfflineCopies offline;
    private final Recompression recompression;
    private final StudyChanges changes;
    private final Duration recalledStay;
    private final Clock clock;

    /** @param recalledStay how long a copy that was recalled for somebody stays on the hot tier at least */
    public MigrateHandler(
            Situations situations,
            CopyMaking making,
            CopyReleasing releasing,
            Losses losses,
            OfflineCopies offline,
            Recompression recompression,
            StudyChanges changes,
            Duration recalledStay,
            Clock clock) {
        this.situations = situations;
        this.recompression = recompression;
        this.making = making;
        this.releasing = releasing;
        this.losses = losses;
        this.offline = offline;
        this.changes = changes;
        this.recalledStay = recalledStay;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.MIGRATE;
    }

    @Override
    public Set<String> tiers(Job job) {
        return Target.parse(job.detail()).tiers();
    }

    @Override
    public StepOutcome run(Job job, Fence fence) {
        making.discardUnfinished(job);
        Optional<Situation> found = situations.of(job.study(), Target.parse(job.detail()));
        if (found.isEmpty()) return new StepOutcome.Done("there is nothing of the study any more");
        Situation now = found.get();
        for (String tier : now.wanted().keySet())
            if (situations.copies().tiers().find(tier).isEmpty())
                return new StepOutcome.Parked("a policy wants copies on " + tier + ", which is no tier here");
        return switch (job.step()) {
            case MAKE -> isToRecompress(now) ? new StepOutcome.Next(RECOMPRESS, job.detail()) : make(job, now, fence);
            case RECOMPRESS -> recompress(job, now, fence);
            case COPY -> make(job, now, fence);
            case RELEASE -> release(job, now, fence);
            default -> throw new IllegalStateException("no step " + job.step());
        };
    }

    /**
     * A study has one encoding, as it has one row for each instance: it is changed when the study goes down to tiers of which each should have it so. What a
     * hold keeps, stays as it was received.
     */
    private boolean isToRecompress(Situation now) {
        return now.verdict().placement().recompress().containsAll(now.wanted().keySet())
                && now.verdict().holds().isEmpty()
                && !now.lines().gaps(now.wanted()).isEmpty()
                && recompression.isWorthTrying(now.lines());
    }

    private boolean isFree(Job job) {
        return situations
                .of(job.study(), Target.parse(job.detail()))
                .filter(now -> now.verdict().holds().isEmpty())
                .isPresent();
    }

    private StepOutcome recompress(Job job, Situation now, Fence fence) {
        try {
            if (isToRecompress(now)) recompression.run(job, now.lines(), now.wanted(), () -> isFree(job), fence);
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.OFFLINE) throw e;
            return offline.recall(now.lines(), now.lines().gaps(now.wanted()));
        }
        return new StepOutcome.Next(COPY, job.detail());
    }

    private StepOutcome make(Job job, Situation now, Fence fence) {
        List<Gap> gaps = now.lines().gaps(now.wanted());
        try {
            Set<ObjectKey> lost = gaps.isEmpty() ? Set.of() : losses.of(now.lines());
            making.close(job, now.lines(), gaps, lost, fence);
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.OFFLINE) throw e;
            return offline.recall(now.lines(), gaps);
        }
        return new StepOutcome.Next(RELEASE, job.detail());
    }

    private StepOutcome release(Job job, Situation now, Fence fence) {
        List<Gap> gaps = now.lines().gaps(now.wanted());
        Set<ObjectKey> lost = gaps.isEmpty() ? Set.of() : losses.of(now.lines());
        if (gaps.stream().anyMatch(gap -> !lost.containsAll(gap.missing())))
            return new StepOutcome.Next(COPY, job.detail());
        releasing.finish(now.lines(), fence);
        if (now.verdict().holds().isEmpty()) releasing.removeReplaced(now.lines(), fence);
        Set<Refusal.Reason> refused = new TreeSet<>();
        for (CopyLine line : now.lines().surplus(now.wanted())) {
            if (isRecalledLately(line) || !releasing.hasAnything(line, now.lines())) continue;
            Clearance answer = situations.ask(line, now);
            if (answer instanceof Clearance.Cleared cleared) {
                if (!line.online())
                    changes.changed(job.study(), ChangeKind.MOVED); // before nothing tells of it any more
                boolean released = releasing.release(line, now.lines(), cleared, fence);
                return new StepOutcome.Next(released ? RELEASE : COPY, job.detail());
            }
            ((Clearance.Refused) answer).refusals().forEach(refusal -> refused.add(refusal.reason()));
        }
        if (!now.lines().lines().stream().allMatch(CopyLine::online)) changes.changed(job.study(), ChangeKind.MOVED);
        return new StepOutcome.Done(summary(now, refused, lost));
    }

    private boolean isRecalledLately(CopyLine line) {
        return line.tier().equals(situations.copies().tiers().hot().name())
                && CopyMaking.recalledAt(line)
                        .filter(at -> at.plus(recalledStay).isAfter(clock.instant()))
                        .isPresent();
    }

    private static String summary(Situation now, Set<Refusal.Reason> refused, Set<ObjectKey> lost) {
        String copies = "copies are wanted on " + now.wanted() + " by "
                + now.verdict().placement().rule();
        String kept = refused.isEmpty() ? "" : "; others are kept: " + refused;
        return copies + kept + (lost.isEmpty() ? "" : "; " + lost.size() + " instances are lost");
    }
}
