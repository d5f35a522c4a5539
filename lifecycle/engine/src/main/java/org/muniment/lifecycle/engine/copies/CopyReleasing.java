package org.muniment.lifecycle.engine.copies;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;
import org.muniment.core.tier.StoredInstance;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.policy.destruction.Clearance;

/**
 * Gives copies up, with the guard's leave. Each is marked as given up before its first byte goes, and the fence is asked between: whoever takes over from an
 * owner who was halted in between sees the mark and relies on that copy no more, so that the former one may come back and go on, and nothing is lost (ADR
 * 154). Each act is harmless to repeat.
 */
public final class CopyReleasing {

    /** Nobody opens a file this long after having read its row. */
    private static final Duration READERS = Duration.ofDays(1);

    private final CopyStores stores;
    private final Clock clock;
    private final ContainerInspection inspection;

    public CopyReleasing(CopyStores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
        this.inspection = new ContainerInspection(stores, clock);
    }

    /**
     * Removes a copy, but for instances that no other copy has: those came after the guard was asked.
     *
     * @param lines as the guard saw them
     * @param cleared the guard's leave to remove {@code line}
     * @return false where another copy turned out not to be what the index says, which may be months old: nothing was removed, and there are gaps to be closed
     * @throws IllegalArgumentException where it is another copy's
     */
    public boolean release(CopyLine line, StudyLines lines, Clearance.Cleared cleared, Fence fence) {
        if (!cleared.study().equals(lines.holdings().study())
                || cleared.copy().filter(line.copy()::equals).isEmpty())
            throw new IllegalArgumentException("the guard's leave is for another copy");
        StudyInstanceUid study = cleared.study();
        List<CopyLine> others =
                lines.lines().stream().filter(other -> !other.equals(line)).toList();
        if (!areReliable(others)) return false;
        Set<ObjectKey> elsewhere = new HashSet<>();
        others.forEach(other -> elsewhere.addAll(other.good()));
        stores.audit()
                .append(event(EventKind.COPY_RELEASED, study)
                        .with("tier", line.tier())
                        .with("replica", line.replica())
                        .with("complete", line.isComplete()));
        for (Container container : line.containers())
            if (isToGo(container, lines) && isElsewhere(container, lines, elsewhere)) remove(container, fence);
        if (line.loose()) removeLoose(study, lines, elsewhere, fence);
        return true;
    }

    private boolean areReliable(Collection<CopyLine> lines) {
        boolean reliable = true;
        for (CopyLine line : lines)
            for (Container container : line.containers())
                if (container.state() == CopyState.GOOD) reliable &= inspection.isReliable(container);
        return reliable;
    }

    /** Whether giving this copy up would remove anything. */
    public boolean hasAnything(CopyLine line, StudyLines lines) {
        return line.loose()
                || !line.good().isEmpty()
                || line.containers().stream().anyMatch(container -> isToGo(container, lines));
    }

    /** Versions that were replaced are left to the reconciler, which waits: a reader may have found the row just before, and be about to open them. */
    private boolean isToGo(Container container, StudyLines lines) {
        return switch (container.state()) {
            case WRITING -> false;
            case GOOD -> !isReplaced(container, lines);
            case SUSPECT, RELEASING -> true;
        };
    }

    private boolean isReplaced(Container container, StudyLines lines) {
        Set<ObjectKey> needed =
                lines.holdings().instances().stream().map(StoredInstance::key).collect(Collectors.toSet());
        try (Stream<Member> members = stores.index().members(container)) {
            return members.map(Member::object).noneMatch(needed::contains);
        }
    }

    private boolean isElsewhere(Container container, StudyLines lines, Set<ObjectKey> elsewhere) {
        Set<ObjectKey> needed =
                lines.holdings().instances().stream().map(StoredInstance::key).collect(Collectors.toSet());
        try (Stream<Member> members = stores.index().members(container)) {
            return members.map(Member::object).filter(needed::contains).allMatch(elsewhere::contains);
        }
    }

    /** Ends what was begun: containers that were given up before, or have failed a check, go once all they hold is good elsewhere. */
    public void finish(StudyLines lines, Fence fence) {
        Set<ObjectKey> good = new HashSet<>();
        lines.lines().forEach(line -> good.addAll(line.good()));
        List<Container> leaving = lines.holdings().containers().stream()
                .filter(container -> container.state() == CopyState.RELEASING || container.state() == CopyState.SUSPECT)
                .filter(this::isInReach)
                .filter(container -> isElsewhere(container, lines, good))
                .toList();
        if (!leaving.isEmpty() && areReliable(lines.lines()))
            leaving.forEach(container -> removeUnlessLocked(container, fence));
    }

    /**
     * Removes containers of nothing but versions that were encoded anew and then replaced, which the reconciler leaves alone. Those that hold what rows
     * are just about to be changed to stay, and those a reader may be about to open.
     */
    public void removeReplaced(StudyLines lines, Fence fence) {
        Set<ObjectKey> needed =
                lines.holdings().instances().stream().map(StoredInstance::key).collect(Collectors.toSet());
        Set<Sha256> present = lines.holdings().instances().stream()
                .map(StoredInstance::digest)
                .collect(Collectors.toSet());
        for (Container container : lines.holdings().containers()) {
            boolean old = container.madeAt().plus(READERS).isBefore(clock.instant());
            if (container.state() != CopyState.GOOD || container.asReceived() || !old || !isInReach(container))
                continue;
            List<Member> members;
            try (Stream<Member> all = stores.index().members(container)) {
                members = all.toList();
            }
            boolean needless = members.stream()
                    .noneMatch(member -> needed.contains(member.object())
                            || member.received().filter(present::contains).isPresent());
            if (needless) remove(container, fence);
        }
    }

    /**
     * Takes damaged loose files out of readers' sight, as far as some container has what they should be.
     *
     * @return how many
     */
    public int quarantineDamaged(StudyLines lines, Losses losses, Fence fence) {
        Set<ObjectKey> damaged = new HashSet<>(lines.notes().damaged());
        damaged.addAll(lines.holdings().loose().suspect());
        int count = 0;
        for (StoredInstance instance : lines.holdings().instances()) {
            if (!damaged.contains(instance.key()) || !losses.isPacked(instance)) continue;
            fence.check();
            stores.tiers().hot().store().quarantine(instance.key());
            stores.notebook().mended(lines.holdings().study(), Set.of(instance.key()));
            count++;
        }
        return count;
    }

    /** What is under an object lock stays, given up, until the lock ends; nothing else waits for it. */
    private void removeUnlessLocked(Container container, Fence fence) {
        try {
            remove(container, fence);
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.NOT_PERMITTED) throw e;
        }
    }

    private boolean isInReach(Container container) {
        return stores.tiers().find(container.tier()).isPresent();
    }

    /** A container nobody counts on: its removal goes on where it was interrupted, or it is taken back from a writer who has died. */
    private void remove(Container container, Fence fence) {
        ObjectStore store = stores.tiers().get(container.tier()).store();
        stores.index().update(container.in(CopyState.RELEASING));
        fence.check();
        store.delete(container.location().key());
        stores.index().remove(container);
    }

    /** Of instances received later than those that were looked at nothing is removed: they may be nowhere else. */
    private void removeLoose(StudyInstanceUid study, StudyLines lines, Set<ObjectKey> elsewhere, Fence fence) {
        List<StoredInstance> leaving = lines.holdings().instances().stream()
                .filter(instance -> elsewhere.contains(instance.key()))
                .toList();
        Instant last = leaving.stream()
                .map(StoredInstance::receivedAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        stores.notebook().looseReleased(study, last);
        fence.check();
        ObjectStore loose = stores.tiers().hot().store();
        leaving.forEach(instance -> loose.delete(instance.key()));
        Collection<ObjectKey> damaged = stores.notebook().of(study).damaged();
        Set<ObjectKey> gone = damaged.stream().filter(elsewhere::contains).collect(Collectors.toSet());
        if (!gone.isEmpty()) stores.notebook().mended(study, gone);
    }

    private LifecycleEvent event(EventKind kind, StudyInstanceUid study) {
        return LifecycleEvent.of(kind, clock.instant(), "lifecycle", study);
    }
}
