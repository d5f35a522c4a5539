package org.muniment.lifecycle.engine.copies;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;
import org.muniment.core.tier.Packed;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.Tier;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;

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

        /**
         * @param received of instances that were encoded anew the digest of what was received
         * @throws ArchiveException OFFLINE where one has to be recalled first; CORRUPT_OBJECT where none of its copies is what was stored
         */
        Packed pack(SeriesId series, List<InstanceRecord> instances, Map<ObjectKey, Sha256> received, ObjectWriter to);
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

    /** Whether it was made by this job, or one before it of the same kind. */
    static boolean isMadeBy(Job job, Container container) {
        return Maker.of(job.row().key().toString()).made(container.id());
    }

    /** When it was last brought back for somebody who waited. */
    public static Optional<Instant> recalledAt(CopyLine line) {
        return line.containers().stream()
                .filter(container -> container.state() == CopyState.GOOD && isRecalled(container))
                .map(Container::madeAt)
                .max(Comparator.naturalOrder());
    }

    private static boolean isRecalled(Container container) {
        return Maker.of(new JobKey(JobKind.RECALL.name(), container.series().study()).toString())
                .made(container.id());
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
                Map<ObjectKey, Sha256> received = received(lines);
                make(
                        job,
                        part.getKey(),
                        gap,
                        isAsReceived(instances, lines),
                        writer -> packing.pack(part.getKey(), instances, received, writer));
                made++;
            }
        return made;
    }

    private static Map<SeriesId, Set<ObjectKey>> bySeries(StudyLines lines, Gap gap, Set<ObjectKey> lost) {
        return lines.holdings().instances().stream()
                .filter(instance -> gap.missing().contains(instance.key()) && !lost.contains(instance.key()))
                .collect(Collectors.groupingBy(
                        instance -> instance.id().seriesId(),
                        () -> new TreeMap<>(
                                Comparator.comparing(series -> series.series().value())),
                        Collectors.mapping(StoredInstance::key, Collectors.toSet())));
    }

    private Map<ObjectKey, Sha256> received(StudyLines lines) {
        Map<ObjectKey, Sha256> received = new HashMap<>();
        for (Container container : lines.holdings().containers())
            if (!container.asReceived())
                try (Stream<Member> members = stores.index().members(container)) {
                    members.forEach(
                            member -> member.received().ifPresent(digest -> received.put(member.object(), digest)));
                }
        return received;
    }

    /** Whether each of them still has a copy from the time before anything was encoded anew, which this then is one of. */
    private boolean isAsReceived(List<InstanceRecord> instances, StudyLines lines) {
        List<Container> containers = lines.holdings().containers();
        if (containers.stream().allMatch(Container::asReceived)) return true;
        Set<ObjectKey> received = new HashSet<>(lines.holdings().loose().good());
        for (Container container : containers)
            if (container.asReceived())
                try (Stream<Member> members = stores.index().members(container)) {
                    members.map(Member::object).forEach(received::add);
                }
        return instances.stream().map(instance -> instance.location().key()).allMatch(received::contains);
    }

    /** Fills a container and makes it durable, or packs nothing and leaves it at that. */
    @FunctionalInterface
    interface Filling {
        Packed into(ObjectWriter writer);
    }

    /** Makes one container; none where nothing is filled in. */
    void make(Job job, SeriesId series, Gap gap, boolean asReceived, Filling filling) {
        Tier tier = stores.tiers().get(gap.tier());
        Container writing = begin(job, series, gap, tier, asReceived);
        Packed packed;
        try (ObjectWriter writer = tier.store().create(writing.location().key())) {
            packed = filling.into(writer);
        }
        if (packed.members().isEmpty()) {
            discard(writing);
            return;
        }
        Container written =
                writing.written(packed.size(), packed.digest(), packed.members().size());
        Container good = verified(tier, written);
        stores.audit().append(made(job.study(), written));
        try {
            stores.index().complete(good, packed.members());
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.INSTANCE_BUSY)
                tier.store().delete(writing.location().key());
            throw e;
        }
    }

    private Container begin(Job job, SeriesId series, Gap gap, Tier tier, boolean asReceived) {
        Container any = Container.writing(
                series, tier.name(), gap.replica(), tier.store().name(), asReceived, clock.instant());
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
                any.verifiedAt(),
                any.seenAt());
        stores.index().begin(writing);
        return writing;
    }

    /** What can't be read back before it is recalled is at least there, in its full length. */
    private Container verified(Tier tier, Container written) {
        ObjectKey key = written.location().key();
        boolean read = tier.store().availability(key).isReadable();
        Optional<String> wrong = read
                ? ContainerCheck.read(
                        tier.store(), key, written.size(), written.digest().orElseThrow())
                : ContainerCheck.look(tier.store(), key, written.size());
        if (wrong.isPresent())
            throw new ArchiveException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "container " + written.location() + " " + wrong.get() + " right after it was written");
        return read ? written.verified(clock.instant()) : written.seen(clock.instant());
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
