package org.muniment.lifecycle.engine.copies;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;
import org.muniment.core.tier.ContainerWriter;
import org.muniment.core.tier.Packed;
import org.muniment.core.tier.Recoder;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.Tier;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;

/**
 * Encodes a study anew without loss on its way down. The new versions of its instances are made on the hot tier, read back, and then the rows are changed to
 * them, one by one; all copies on other tiers are made from these, and the former ones are given up like any copy nobody wants. Dying in between leaves a
 * container no row refers to yet: whoever goes on changes the rows to that one (ADR 156).
 */
public final class Recompression {

    private static final Packed NOTHING = new Packed(List.of(), 0, new Sha256("0".repeat(64)));

    private final CopyStores stores;
    private final CopyMaking making;
    private final ContainerInspection inspection;
    private final StudyRows rows;
    private final Optional<Recoder> recoder;
    private final BiPredicate<InstanceRecord, InstanceRecord> replace;
    private final Consumer<SeriesId> changed;

    /**
     * @param recoder none where nothing is ever encoded anew
     * @param replace puts a row in the place of another; false where that is not the instance's row any more
     * @param changed told of each series while its instances can still be read, to make what is derived of them
     */
    public Recompression(
            CopyStores stores,
            CopyMaking making,
            StudyRows rows,
            Optional<Recoder> recoder,
            BiPredicate<InstanceRecord, InstanceRecord> replace,
            Consumer<SeriesId> changed) {
        this.stores = stores;
        this.making = making;
        this.inspection = new ContainerInspection(stores, Clock.systemUTC());
        this.rows = rows;
        this.recoder = recoder;
        this.replace = replace;
        this.changed = changed;
    }

    /** Whether anything of the study may become smaller. What is held back stays as it is. */
    public boolean isWorthTrying(StudyLines lines) {
        return lines.holdings().instances().stream().anyMatch(this::isCandidate);
    }

    private boolean isCandidate(StoredInstance instance) {
        return !instance.heldBack()
                && recoder.filter(r -> r.mayRecode(instance.transferSyntaxUid()))
                        .isPresent();
    }

    /**
     * Encodes anew what becomes smaller by it.
     *
     * @param allowed asked before the rows of each series are changed: a hold may have been placed meanwhile
     * @return how many instances
     * @throws ArchiveException OFFLINE where they have to be recalled first
     */
    public int run(Job job, StudyLines lines, BooleanSupplier allowed, Fence fence) {
        int count = adopt(job, allowed, fence);
        Set<SeriesId> series =
                new TreeSet<>(Comparator.comparing((SeriesId id) -> id.series().value()));
        Set<ObjectKey> candidates = new HashSet<>();
        lines.holdings().instances().stream().filter(this::isCandidate).forEach(instance -> {
            series.add(instance.id().seriesId());
            candidates.add(instance.key());
        });
        for (SeriesId id : series) {
            fence.check();
            encode(job, id, rows.of(id, candidates));
        }
        return count + adopt(job, allowed, fence);
    }

    private void encode(Job job, SeriesId series, List<InstanceRecord> instances) {
        Tier hot = stores.tiers().hot();
        making.make(job, series, new Gap(hot.name(), 1, Set.of()), false, writer -> {
            ContainerWriter container = new ContainerWriter(series, writer);
            int encoded = 0;
            for (InstanceRecord instance : instances)
                try (Recoder.Recoded recoded =
                        recoder.flatMap(r -> r.recode(instance)).orElse(null)) {
                    if (recoded == null) continue;
                    try (InputStream in = recoded.open()) {
                        container.addEncodedAnew(recoded.row(), instance, in);
                        encoded++;
                    }
                } catch (IOException e) {
                    throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "what was encoded anew can't be read", e);
                }
            return encoded == 0 ? NOTHING : container.finish();
        });
    }

    /** Changes rows to what this job has encoded anew, also before it was interrupted; what was replaced or rejected meanwhile stays as it is. */
    private int adopt(Job job, BooleanSupplier allowed, Fence fence) {
        List<Container> made;
        try (Stream<Container> all = stores.index().ofStudy(job.study())) {
            made = all.filter(c -> c.state() == CopyState.GOOD && !c.asReceived() && CopyMaking.isMadeBy(job, c))
                    .toList();
        }
        int count = 0;
        for (Container container : made) {
            if (!allowed.getAsBoolean()) break;
            if (!inspection.isReliable(container)) continue;
            List<Member> members;
            try (Stream<Member> all = stores.index().members(container)) {
                members = all.filter(member -> member.received().isPresent()).toList();
            }
            int adopted = 0;
            for (InstanceRecord row : rows.of(container.series()))
                for (Member member : members)
                    if (isPending(row, member) && adopt(row, container, member, fence)) adopted++;
            if (adopted == 0) continue;
            changed.accept(container.series());
            stores.audit().append(event(job, container, adopted));
            count += adopted;
        }
        return count;
    }

    private static boolean isPending(InstanceRecord row, Member member) {
        return member.object().isVersionOf(row.id())
                && member.received().filter(row.digest()::equals).isPresent();
    }

    private boolean adopt(InstanceRecord row, Container container, Member member, Fence fence) {
        InstanceRecord next;
        Tier tier = stores.tiers().get(container.tier());
        try (InputStream in = tier.store().open(container.location().key(), member.offset(), member.length())) {
            ObjectLocation location = new ObjectLocation(row.location().store(), member.object());
            next = Recoder.row(row, location, member.length(), member.digest(), in);
        } catch (IOException e) {
            throw new ArchiveException(
                    ErrorCode.STORE_UNAVAILABLE, "container " + container.location() + " can't be read", e);
        }
        stores.notebook().looseReleased(row.id().study(), row.receivedAt()); // the new version never has a loose file
        fence.check();
        return replace.test(row, next);
    }

    private static LifecycleEvent event(Job job, Container container, int adopted) {
        return LifecycleEvent.of(EventKind.RECOMPRESSED, Instant.now(), "lifecycle", job.study())
                .with("container", container.location().key())
                .with("objects", adopted);
    }
}
