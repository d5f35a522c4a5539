package org.muniment.core.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TieredStore;
import org.muniment.core.tier.Tiers;

/**
 * Brings containers and their rows back into agreement: a container nobody knows, one whose writer has died, one that holds nothing any more. What
 * may be somebody's goes into quarantine, not away. Whether the bytes of a good container are still right is looked after elsewhere, on a schedule of
 * its own.
 */
final class ContainerSweep {

    /** How long a writer may take for one container before it is taken for dead; should it live, it is refused when it is done. */
    private static final Duration LONGEST_WRITE = Duration.ofDays(2);

    private static final int MOST = 10_000;

    private final ArchiveIndex index;
    private final TieredStore store;
    private final Tiers tiers;
    private final CopyIndex copies;
    private final ReconcileConfig config;
    private final Findings findings;

    private SeriesId series;
    private Optional<Set<ObjectKey>> ofSeries;
    private String directory;
    private Set<ObjectKey> known;

    ContainerSweep(ArchiveIndex index, TieredStore store, ReconcileConfig config, Findings findings) {
        this.index = index;
        this.store = store;
        this.tiers = store.tiers();
        this.copies = store.copies();
        this.config = config;
        this.findings = findings;
    }

    /** Looks at every container the index knows. */
    void sweepRows(Instant now, Instant settled) {
        List<Container> empty = new ArrayList<>();
        long seen = 0;
        long emptyCount = 0;
        try (Stream<Container> all = copies.scan()) {
            for (Container container : (Iterable<Container>) all::iterator) {
                findings.proceed();
                seen++;
                if (tiers.find(container.tier()).isEmpty()) {
                    findings.problem("container " + container.location() + " lies on a tier that is not configured");
                } else if (container.state() == CopyState.WRITING) {
                    if (container.madeAt().isBefore(now.minus(LONGEST_WRITE))) giveUp(container);
                } else if (container.madeAt().isBefore(settled) && isEmpty(container, settled)) {
                    emptyCount++;
                    if (empty.size() < MOST) empty.add(container);
                }
            }
        }
        findings.containers += seen;
        requirePlausible(emptyCount, seen, "hold nothing that has a row");
        series = null; // looked up anew: rows may have come meanwhile
        empty.stream().filter(container -> isEmpty(container, settled)).forEach(this::putAside);
    }

    /** Looks at the containers that lie in a tier's store. */
    void sweepStore(ObjectStore store, Instant settled) {
        Objects objects = new Objects(store, settled);
        store.walk(object -> {
            findings.proceed();
            if (object.key().isContainer()) objects.look(object);
        });
        objects.quarantineUnknown();
    }

    /** Containers found in one store. */
    final class Objects {

        private final ObjectStore store;
        private final Instant settled;
        private final List<ObjectKey> unknown = new ArrayList<>();
        private long seen;
        private long unknownCount;

        Objects(ObjectStore store, Instant settled) {
            this.store = store;
            this.settled = settled;
        }

        void look(ObjectInfo object) {
            seen++;
            if (!object.modified().isBefore(settled) || isKnown(object.key())) return;
            unknownCount++;
            if (unknown.size() < MOST) unknown.add(object.key());
        }

        private boolean isKnown(ObjectKey key) {
            if (!key.directory().equals(directory)) {
                known = copies.beside(key).stream()
                        .map(container -> container.location().key())
                        .collect(Collectors.toSet());
                directory = key.directory();
            }
            return known.contains(key);
        }

        /** Where instances have lost their bytes, the containers nobody knows may be what they lie in, as after an index was brought back from yesterday. */
        void quarantineUnknown() {
            if (unknownCount > 0 && findings.lost > 0) {
                findings.problem(unknownCount + " containers of store " + store.name()
                        + " have no row and were left, as instances are lost that may be in them");
                return;
            }
            requirePlausible(unknownCount, seen, "in store " + store.name() + " have no row");
            directory = null; // looked up anew
            unknown.stream().filter(Predicate.not(this::isKnown)).forEach(key -> {
                store.quarantine(key);
                findings.orphans++;
                findings.problem(
                        "container " + key + " of store " + store.name() + " had no row and was put into quarantine");
            });
        }
    }

    private void requirePlausible(long count, long of, String what) {
        if (count > Math.max(config.unsuspicious(), config.mostOrphans() * of))
            throw new Findings.Stop(
                    count + " of " + of + " containers " + what + ": the index looks damaged, nothing was moved");
    }

    /**
     * Whether none of its instances has a row, nor had one lately: whoever has read such a row may be about to open what it names. What is encoded anew is
     * packed before its rows are changed, and what it was made of stays until there is enough of it.
     */
    private boolean isEmpty(Container container, Instant settled) {
        if (!container.asReceived()) return false;
        if (!container.series().equals(series)) {
            ofSeries = keys(container, settled);
            series = container.series();
        }
        if (ofSeries.isEmpty()) return false;
        try (Stream<Member> members = copies.members(container)) {
            return members.map(Member::object).noneMatch(ofSeries.get()::contains)
                    && ofSeries.get().stream().noneMatch(store::isScarce);
        }
    }

    /**
     * Of all objects its series refers to; empty where one was replaced so lately that others may count yet. One that is rejected or restored meanwhile
     * moves from one side to the other: whoever looks at both sides once may miss it.
     */
    private Optional<Set<ObjectKey>> keys(Container container, Instant settled) {
        boolean isEncodedAnew = copies.beside(container.location().key()).stream()
                .anyMatch(other -> !other.asReceived() && !other.madeAt().isBefore(settled));
        if (isEncodedAnew) return Optional.empty();
        StudyIndex inSight = index.reader();
        StudyIndex heldBack = index.rejections().index().rejected();
        Set<ObjectKey> keys = new HashSet<>();
        for (StudyIndex side : List.of(inSight, heldBack, inSight))
            try (Stream<InstanceRecord> rows = side.instances(container.series())) {
                for (InstanceRecord row : (Iterable<InstanceRecord>) rows::iterator) {
                    if (!row.receivedAt().isBefore(settled)) return Optional.empty();
                    keys.add(row.location().key());
                }
            }
        return Optional.of(keys);
    }

    private void giveUp(Container container) {
        Tier tier = tiers.get(container.tier());
        copies.update(container.in(CopyState.RELEASING)); // from here on its writer is refused
        tier.store().delete(container.location().key());
        copies.remove(container);
        findings.abandoned++;
    }

    private void putAside(Container container) {
        Tier tier = tiers.get(container.tier());
        copies.update(container.in(CopyState.RELEASING));
        tier.store().quarantine(container.location().key());
        copies.remove(container);
        findings.orphans++;
        findings.problem(
                "container " + container.location() + " held nothing that has a row and was put into quarantine");
    }
}
