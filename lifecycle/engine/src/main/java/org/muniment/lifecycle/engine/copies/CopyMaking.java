package org.muniment.lifecycle.engine.copies;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.tier.Packed;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.Tier;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;

/**
 * Makes copies: a container for each series and gap. A container is named in the index before its first byte is written, and counts as a copy only when its
 * bytes are durable and were read back. Dying in between leaves a container that is WRITING, which the next one at the same job removes first.
 */
public final class CopyMaking {

    private final CopyStores stores;
    private final StudyRows rows;
    private final Packing packing;
    private final Clock clock;

    public CopyMaking(CopyStores stores, StudyRows rows, Packing packing, Clock clock) {
        this.stores = stores;
        this.rows = rows;
        this.packing = packing;
        this.clock = clock;
    }

    /** Writes instances of a series into a container and makes it durable. */
    @FunctionalInterface
    public interface Packing {

        /** @throws ArchiveException OFFLINE where one has to be recalled first; CORRUPT_OBJECT where none of its copies is what was stored */
        Packed pack(SeriesId series, List<InstanceRecord> instances, ObjectWriter to);
    }

    /** Removes what this job has left unfinished when it was interrupted. */
    public void discardUnfinished(Job job) {
        Maker maker = Maker.of(job.row().key().toString());
        List<Container> left;
        try (var all = stores.index().ofStudy(job.study())) {
            left = all.filter(c -> c.state() == CopyState.WRITING && maker.made(c.id()))
                    .toList();
        }
        left.forEach(this::discard);
    }

    /** From RELEASING there is no way back: a writer who is still at it is refused when he completes the container. */
    private void discard(Container container) {
        stores.index().update(container.in(CopyState.RELEASING));
        stores.tiers().get(container.tier()).store().delete(container.location().key());
        stores.index().remove(container);
    }

    /**
     * Closes gaps.
     *
     * @param lost instances nothing is left of, which can't be packed
     * @return how many containers were made
     */
    public int close(Job job, StudyLines lines, List<Gap> gaps, Set<ObjectKey> lost, Fence fence) {
        int made = 0;
        for (Gap gap : gaps)
            for (Map.Entry<SeriesId, Set<ObjectKey>> part :
                    bySeries(lines, gap, lost).entrySet()) {
                fence.check();
                List<InstanceRecord> instances = rows.of(part.getKey(), part.getValue());
                if (instances.isEmpty()) continue; // replaced or gone meanwhile
                make(job, part.getKey(), gap, instances);
                made++;
            }
        return made;
    }

    private static Map<SeriesId, Set<ObjectKey>> bySeries(StudyLines lines, Gap gap, Set<ObjectKey> lost) {
        return lines.holdings().instances().stream()
                .filter(instance -> gap.missing().contains(instance.key()) && !lost.contains(instance.key()))
                .collect(Collectors.groupingBy(
                        instance -> instance.id().seriesId(),
                        () -> new TreeMap<>(java.util.Comparator.comparing(
                                series -> series.series().value())),
                        Collectors.mapping(StoredInstance::key, Collectors.toSet())));
    }

    private void make(Job job, SeriesId series, Gap gap, List<InstanceRecord> instances) {
        Tier tier = stores.tiers().get(gap.tier());
        Container writing = begin(job, series, gap, tier);
        Packed packed;
        try (ObjectWriter writer = tier.store().create(writing.location().key())) {
            packed = packing.pack(series, instances, writer);
        }
        Container written =
                writing.written(packed.size(), packed.digest(), packed.members().size());
        verify(tier, written);
        stores.audit().append(made(job.study(), written));
        try {
            stores.index().complete(written.verified(clock.instant()), packed.members());
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.INSTANCE_BUSY)
                tier.store().delete(writing.location().key());
            throw e;
        }
    }

    private Container begin(Job job, SeriesId series, Gap gap, Tier tier) {
        Container any = Container.writing(
                series, tier.name(), gap.replica(), tier.store().name(), true, clock.instant());
        Container writing = new Container(
                Maker.of(job.row().key().toString()).newId(),
                any.series(),
                any.tier(),
                any.replica(),
                any.location(),
                any.size(),
                any.digest(),
                any.objects(),
                any.asReceived(),
                any.state(),
                any.madeAt(),
                any.verifiedAt());
        stores.index().begin(writing);
        return writing;
    }

    /** What can't be read back before it is recalled is at least there, in its full length. */
    private static void verify(Tier tier, Container written) {
        ObjectKey key = written.location().key();
        Optional<String> wrong = tier.store().availability(key).isReadable()
                ? ContainerCheck.read(
                        tier.store(), key, written.size(), written.digest().orElseThrow())
                : ContainerCheck.look(tier.store(), key, written.size());
        if (wrong.isPresent())
            throw new ArchiveException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "container " + written.location() + " " + wrong.get() + " right after it was written");
    }

    private LifecycleEvent made(StudyInstanceUid study, Container container) {
        return LifecycleEvent.of(EventKind.COPY_MADE, clock.instant(), "lifecycle", study)
                .with("tier", container.tier())
                .with("replica", container.replica())
                .with("container", container.location().key())
                .with("objects", container.objects())
                .with("digest", container.digest().orElseThrow());
    }
}
