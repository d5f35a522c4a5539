package org.muniment.lifecycle.engine.copies;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.core.tier.ContainerWriter;
import org.muniment.core.tier.Packed;
import org.muniment.core.tier.Recoder;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.Tier;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;

/**
 * Encodes a study anew without loss on its way down. The new versions of its instances are made on the hot tier, read back, and copied to wherever copies
 * are wanted; only then the rows are changed to them, one by one, so that none ever names what there are too few copies of. The former ones are given up
 * like any copy nobody wants. Dying in between leaves containers no row refers to yet: whoever goes on changes the rows to those (ADR 156, 167).
 */
public final class Recompression {

    private static final Packed NOTHING = new Packed(List.of(), 0, new Sha256("0".repeat(64)));

    private final CopyStores stores;
    private final CopyMaking making;
    private final ContainerInspection inspection;
    private final StudyRows rows;
    private final EncodedContainers encoded;
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
        this.encoded = new EncodedContainers(stores, making, inspection, rows);
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
     * @param wanted how many copies of the study on which tier
     * @param allowed asked before the rows of each series are changed: a hold may have been placed meanwhile
     * @return how many instances
     * @throws ArchiveException OFFLINE where they have to be recalled first
     */
    public int run(Job job, StudyLines lines, Map<String, Integer> wanted, BooleanSupplier allowed, Fence fence) {
        Set<Gap> places = places(lines, wanted);
        int count = adopt(job, places, allowed, fence);
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
        return count + adopt(job, places, allowed, fence);
    }

    /** Where the wanted copies lie, or are to lie. */
    private static Set<Gap> places(StudyLines lines, Map<String, Integer> wanted) {
        Set<Gap> places = new LinkedHashSet<>();
        for (CopyLine line : lines.kept(wanted)) places.add(new Gap(line.tier(), line.replica(), Set.of()));
        for (Gap gap : lines.gaps(wanted)) places.add(new Gap(gap.tier(), gap.replica(), Set.of()));
        return places;
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
    private int adopt(Job job, Set<Gap> places, BooleanSupplier allowed, Fence fence) {
        int count = 0;
        for (Container container : encoded.of(job.study())) {
            if (!isOnHot(container) || !CopyMaking.isMadeBy(job, container)) continue;
            if (!allowed.getAsBoolean()) break;
            if (!inspection.isReliable(container)) continue;
            List<EncodedContainers.Change> pending = encoded.pending(container);
            if (pending.isEmpty()) continue;
            encoded.spread(job, container, pending, places, fence);
            if (!allowed.getAsBoolean()) break;
            int adopted = 0;
            for (EncodedContainers.Change change : pending) {
                // the new version never has a loose file
                stores.notebook().looseReleased(job.study(), change.from().receivedAt());
                fence.check();
                if (replace.test(change.from(), change.to())) adopted++;
            }
            if (adopted == 0) continue;
            changed.accept(container.series());
            stores.audit().append(event(job, container, adopted));
            count += adopted;
        }
        return count;
    }

    private boolean isOnHot(Container container) {
        return container.tier().equals(stores.tiers().hot().name());
    }

    private static LifecycleEvent event(Job job, Container container, int adopted) {
        return LifecycleEvent.of(EventKind.RECOMPRESSED, Instant.now(), "lifecycle", job.study())
                .with("container", container.location().key())
                .with("objects", adopted);
    }
}
