package org.muniment.lifecycle.engine.verify;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.core.tier.StoredInstance;
import org.muniment.lifecycle.engine.copies.CopyMaking;
import org.muniment.lifecycle.engine.copies.CopyReleasing;
import org.muniment.lifecycle.engine.copies.Gap;
import org.muniment.lifecycle.engine.copies.Losses;
import org.muniment.lifecycle.engine.copies.OfflineCopies;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.engine.place.Situation;
import org.muniment.lifecycle.engine.place.Situations;
import org.muniment.lifecycle.engine.place.Target;

/**
 * Makes anew what is damaged or missing, from whatever other copy has it, and removes what was damaged then. No good copy is given up by it. Of what nothing
 * is left, each instance is named in the audit trail, and the job waits for a person who may have it elsewhere.
 */
public final class RepairHandler implements JobHandler {

    private static final String BY = "lifecycle";

    private final Situations situations;
    private final CopyMaking making;
    private final CopyReleasing releasing;
    private final Losses losses;
    private final OfflineCopies offline;
    private final Clock clock;

    public RepairHandler(
            Situations situations,
            CopyMaking making,
            CopyReleasing releasing,
            Losses losses,
            OfflineCopies offline,
            Clock clock) {
        this.situations = situations;
        this.making = making;
        this.releasing = releasing;
        this.losses = losses;
        this.offline = offline;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.REPAIR;
    }

    @Override
    public StepOutcome run(Job job, Fence fence) {
        making.discardUnfinished(job);
        Optional<Situation> found = read(job);
        if (found.isEmpty()) return new StepOutcome.Done("there is nothing of the study any more");
        int removed = releasing.quarantineDamaged(found.get().lines(), losses, fence);
        Situation now = removed > 0 ? read(job).orElse(found.get()) : found.get();
        List<Gap> gaps = now.lines().gaps(now.wanted());
        Set<ObjectKey> lost;
        int made;
        try {
            lost = losses.of(now.lines());
            made = making.close(job, now.lines(), gaps, lost, fence);
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.OFFLINE) throw e;
            return offline.recall(now.lines(), gaps);
        }
        releasing.finish(read(job).orElse(now).lines(), fence);
        if (made + removed > 0)
            situations
                    .copies()
                    .audit()
                    .append(event(EventKind.COPY_REPAIRED, job)
                            .with("containers", made)
                            .with("files", removed));
        return lost.isEmpty() ? new StepOutcome.Done(made + " containers were made anew") : lost(job, now, lost);
    }

    private Optional<Situation> read(Job job) {
        return situations.of(job.study(), Target.parse(job.detail()));
    }

    private StepOutcome lost(Job job, Situation now, Set<ObjectKey> lost) {
        List<String> names = now.lines().holdings().instances().stream()
                .filter(instance -> lost.contains(instance.key()))
                .map(StoredInstance::id)
                .map(id -> id.instance().value())
                .sorted()
                .toList();
        String first = names.stream().limit(100).collect(Collectors.joining(" "));
        situations
                .copies()
                .audit()
                .append(event(EventKind.LOST, job).with("count", names.size()).with("instances", first));
        return new StepOutcome.Parked("no good copy is left of " + names.size() + " instances: " + first);
    }

    private LifecycleEvent event(EventKind kind, Job job) {
        return LifecycleEvent.of(kind, clock.instant(), BY, job.study());
    }
}
