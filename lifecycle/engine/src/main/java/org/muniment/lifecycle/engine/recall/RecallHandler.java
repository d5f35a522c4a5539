package org.muniment.lifecycle.engine.recall;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.object.ObjectKey;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.tier.StoredInstance;
import org.muniment.lifecycle.engine.copies.CopyLine;
import org.muniment.lifecycle.engine.copies.CopyMaking;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.Gap;
import org.muniment.lifecycle.engine.copies.Losses;
import org.muniment.lifecycle.engine.copies.OfflineCopies;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.StepOutcome;

/**
 * Brings a study back for somebody who waits: has its containers made readable where they lie, waits until they are, and copies them to the hot tier. It gives
 * nothing up; when the copy on the hot tier goes again is a matter of placement.
 */
public final class RecallHandler implements JobHandler {

    /** The first step: nothing was asked for yet. */
    public static final String REQUEST = "REQUEST";

    /** The tier was asked; copied as soon as it can be read. */
    static final String COPY = "COPY";

    private static final String BY = "lifecycle";

    private final CopyStores copies;
    private final CopyMaking making;
    private final Losses losses;
    private final OfflineCopies offline;
    private final StudyChanges changes;
    private final Clock clock;

    public RecallHandler(
            CopyStores copies,
            CopyMaking making,
            Losses losses,
            OfflineCopies offline,
            StudyChanges changes,
            Clock clock) {
        this.copies = copies;
        this.making = making;
        this.losses = losses;
        this.offline = offline;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.RECALL;
    }

    @Override
    public Set<String> tiers(Job job) {
        return Set.of(copies.tiers().hot().name());
    }

    @Override
    public StepOutcome run(Job job, Fence fence) {
        making.discardUnfinished(job);
        StudyLines lines = copies.lines(job.study());
        List<Gap> gaps = gaps(lines);
        if (gaps.isEmpty()) return done(job);
        if (job.step().equals(REQUEST)) {
            offline.recall(lines, gaps);
            return new StepOutcome.Next(COPY, job.detail());
        }
        try {
            Set<ObjectKey> lost = losses.of(lines);
            making.close(job, lines, gaps, lost, fence);
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.OFFLINE) throw e;
            return offline.recall(lines, gaps);
        }
        return done(job);
    }

    /** What is to be copied: all that lies on no tier that can be read at once. */
    private List<Gap> gaps(StudyLines lines) {
        Set<ObjectKey> missing =
                lines.holdings().instances().stream().map(StoredInstance::key).collect(Collectors.toSet());
        lines.lines().stream().filter(CopyLine::online).forEach(line -> missing.removeAll(line.good()));
        return missing.isEmpty()
                ? List.of()
                : lines.gaps(Map.of(copies.tiers().hot().name(), 1)).stream()
                        .map(gap -> new Gap(gap.tier(), gap.replica(), missing))
                        .limit(1)
                        .toList();
    }

    private StepOutcome done(Job job) {
        copies.audit().append(LifecycleEvent.of(EventKind.RECALLED, clock.instant(), BY, job.study()));
        changes.changed(job.study(), ChangeKind.RECALLED);
        return new StepOutcome.Done("every instance can be read at once");
    }
}
