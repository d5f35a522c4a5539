package org.muniment.lifecycle.engine.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.tier.StoredInstance;
import org.muniment.lifecycle.engine.copies.ContainerCheck;
import org.muniment.lifecycle.engine.copies.ContainerInspection;
import org.muniment.lifecycle.engine.copies.CopyLine;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.engine.place.MigrateHandler;
import org.muniment.lifecycle.engine.place.Target;

/**
 * Checks the copies of a study whose time has come, and what is due soon along with them: that they exist, have their size and their digest; of what is
 * offline, that it exists and has its size. It changes nothing but what is known of them: what is damaged is repaired by another job.
 */
public final class VerifyHandler implements JobHandler {

    public static final String VERIFY = "VERIFY";

    private static final String BY = "lifecycle";

    private final CopyStores copies;
    private final JobService jobs;
    private final Duration window;
    private final Clock clock;
    private final ContainerInspection inspection;

    /** @param window within which each copy is checked */
    public VerifyHandler(CopyStores copies, JobService jobs, Duration window, Clock clock) {
        this.copies = copies;
        this.jobs = jobs;
        this.window = window;
        this.clock = clock;
        this.inspection = new ContainerInspection(copies, clock);
    }

    @Override
    public JobKind kind() {
        return JobKind.VERIFY;
    }

    @Override
    public StepOutcome run(Job job, Fence fence) {
        StudyLines lines = copies.lines(job.study());
        Instant soon = clock.instant().plus(window.dividedBy(10));
        List<String> damage = new ArrayList<>();
        int checked = 0;
        int seen = 0;
        for (Container container : lines.holdings().containers()) {
            if (container.state() != CopyState.GOOD
                    || Fixity.due(container, window).isAfter(soon)) continue;
            fence.check();
            boolean read = inspection.isReadable(container);
            inspection.inspect(container, read).ifPresent(damage::add);
            if (read) checked++;
            else seen++;
        }
        if (!Fixity.looseDue(lines, window).isAfter(soon)) {
            damage.addAll(checkLoose(lines, fence));
            checked++;
        }
        damage.addAll(vanished(lines));
        copies.audit().append(verified(job.study(), checked, seen, damage.size()));
        String unread = seen == 0 ? "" : ", " + seen + " offline containers were not read, only looked for";
        if (damage.isEmpty()) return new StepOutcome.Done(checked + " copies are as they should be" + unread);
        jobs.submit(
                JobKind.REPAIR,
                job.study(),
                MigrateHandler.MAKE,
                Target.byPolicy(Set.of()).toJson(),
                Priority.REPAIR,
                BY);
        return new StepOutcome.Done(
                checked + " copies were checked" + unread + ", damage was found " + damage.size() + " times");
    }

    private List<String> checkLoose(StudyLines lines, Fence fence) {
        StudyInstanceUid study = lines.holdings().study();
        ObjectStore hot = copies.tiers().hot().store();
        List<String> damage = new ArrayList<>();
        Instant begun = clock.instant();
        for (StoredInstance instance : lines.holdings().instances()) {
            if (!lines.looseGood().contains(instance.key())) continue;
            Optional<String> wrong = ContainerCheck.read(hot, instance.key(), instance.size(), instance.digest());
            if (wrong.isEmpty() || copies.notebook().of(study).looseReleased().isPresent() && isGone(hot, instance))
                continue;
            fence.check();
            inspection.report(study, copies.tiers().hot().name(), instance.key(), wrong.get());
            copies.notebook().damaged(study, Set.of(instance.key()));
            damage.add(wrong.get());
        }
        copies.notebook().looseVerified(study, begun);
        return damage;
    }

    private static boolean isGone(ObjectStore hot, StoredInstance instance) {
        return hot.find(instance.key()).isEmpty();
    }

    /** Loose files nobody has given up, and that are nevertheless not there. */
    private List<String> vanished(StudyLines lines) {
        Optional<CopyLine> hot = lines.line(copies.tiers().hot().name(), 1);
        Set<ObjectKey> missing = hot.map(CopyLine::missing).orElseGet(() -> lines.holdings().instances().stream()
                .map(StoredInstance::key)
                .collect(Collectors.toSet()));
        Instant released = lines.notes().looseReleased().orElse(Instant.MIN);
        List<String> damage = new ArrayList<>();
        for (StoredInstance instance : lines.holdings().instances()) {
            boolean expected = instance.receivedAt().isAfter(released)
                    && !lines.notes().damaged().contains(instance.key());
            if (!expected || !missing.contains(instance.key())) continue;
            inspection.report(lines.holdings().study(), copies.tiers().hot().name(), instance.key(), "is missing");
            damage.add("is missing");
        }
        return damage;
    }

    /** @param seen what is offline: it exists and has its size, and nothing more is known of it */
    private LifecycleEvent verified(StudyInstanceUid study, int checked, int seen, int damaged) {
        return LifecycleEvent.of(EventKind.COPIES_VERIFIED, clock.instant(), BY, study)
                .with("checked", checked)
                .with("offline-size-only", seen)
                .with("damaged", damaged);
    }
}
