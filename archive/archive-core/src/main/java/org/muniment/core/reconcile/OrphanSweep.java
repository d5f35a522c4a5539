package org.muniment.core.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ArchiveIndex;

/**
 * Finds objects no row refers to, and puts them into quarantine. Nothing is touched before the whole store has been seen, because only then
 * their share tells whether it is the objects that are too many or the rows that are too few.
 */
final class OrphanSweep {

    /** Orphans one run takes care of; the next takes the next. */
    private static final int MOST = 10_000;

    private static final int SERIES_AT_HAND = 64;

    private final ArchiveIndex index;
    private final ReconcileConfig config;
    private final Findings findings;
    private final Consumer<ObjectInfo> containers;
    private final MetadataSweep metadata;
    private final List<ObjectKey> candidates = new ArrayList<>();
    private long candidateCount;
    private long objects;

    /** Keys the index has for the series of a directory: one header and one look-up for a whole series. */
    private final Map<String, Set<ObjectKey>> referenced = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<ObjectKey>> eldest) {
            return size() > SERIES_AT_HAND;
        }
    };

    /** @param containers told of each container that lies among the objects */
    OrphanSweep(ArchiveIndex index, ReconcileConfig config, Findings findings, Consumer<ObjectInfo> containers) {
        this.containers = containers;
        this.index = index;
        this.config = config;
        this.findings = findings;
        this.metadata = new MetadataSweep(index, config);
    }

    /** @param settled younger objects may be about to get their row */
    void sweep(ObjectStore store, Instant now, Instant settled) {
        store.walk(object -> {
            findings.proceed();
            if (object.key().isContainer()) {
                containers.accept(object);
                return;
            }
            boolean isSettled = object.modified().isBefore(settled);
            if (object.key().isMetadata()) {
                if (isSettled && metadata.removes(store, object)) findings.discarded++;
                return;
            }
            objects++;
            if (isSettled) look(store, object);
        });
        findings.objects += objects;
        if (candidates.isEmpty()) return;
        requirePlausible(store);
        Set<ObjectLocation> retired = retired(now);
        for (ObjectKey key : candidates) {
            findings.proceed();
            if (!retired.contains(new ObjectLocation(store.name(), key))) quarantine(store, key);
        }
    }

    private void look(ObjectStore store, ObjectInfo object) {
        ObjectKey key = object.key();
        Set<ObjectKey> ofSeries = referenced.get(key.directory());
        if (ofSeries == null) {
            Optional<InstanceId> id = ObjectHeader.id(store, key);
            if (id.isEmpty()) {
                unreadable(store, key);
                return;
            }
            ofSeries = keys(store, id.get().seriesId());
            referenced.put(key.directory(), ofSeries);
        }
        if (ofSeries.contains(key)) return;
        candidateCount++;
        if (candidates.size() < MOST) candidates.add(key);
    }

    private Set<ObjectKey> keys(ObjectStore store, SeriesId series) {
        try (Stream<InstanceRecord> inSight = index.reader().instances(series);
                Stream<InstanceRecord> heldBack =
                        index.rejections().index().rejected().instances(series)) {
            return Stream.concat(inSight, heldBack)
                    .map(InstanceRecord::location)
                    .filter(location -> location.store().equals(store.name()))
                    .map(ObjectLocation::key)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private void requirePlausible(ObjectStore store) {
        String seen = candidateCount + " of " + objects + " objects of store " + store.name() + " have no row";
        if (candidateCount > Math.max(config.unsuspicious(), config.mostOrphans() * objects))
            throw new Findings.Stop(seen + ": the index looks damaged, nothing was moved");
        try (Stream<InstanceRecord> inSight = index.writer().scan();
                Stream<InstanceRecord> heldBack = index.rejections().index().scan()) {
            if (inSight.findAny().isEmpty() && heldBack.findAny().isEmpty())
                throw new Findings.Stop(seen + " and the index is empty: nothing was moved");
        }
    }

    private Set<ObjectLocation> retired(Instant before) {
        try (Stream<RetiredObject> all = index.writer().retired(before)) {
            return all.map(RetiredObject::location).collect(Collectors.toSet());
        }
    }

    /** Asks again for this very object: it may have got its row meanwhile. */
    private void quarantine(ObjectStore store, ObjectKey key) {
        Optional<InstanceId> id = ObjectHeader.id(store, key);
        if (id.isEmpty()) {
            unreadable(store, key);
            return;
        }
        ObjectLocation location = new ObjectLocation(store.name(), key);
        if (index.held(id.get()).filter(row -> row.location().equals(location)).isPresent()) return;
        store.quarantine(key);
        index.derived().forgetFrames(location);
        findings.orphans++;
        findings.problem("object " + location + " had no row and was put into quarantine");
    }

    private void unreadable(ObjectStore store, ObjectKey key) {
        findings.unreadable++;
        findings.problem("object " + key + " of store " + store.name() + " does not say what it is");
    }
}
