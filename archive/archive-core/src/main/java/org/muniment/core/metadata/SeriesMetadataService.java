package org.muniment.core.metadata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.muniment.archive.cache.MetadataCache;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.InFlight;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;

/**
 * Gives out the metadata of series, studies and instances (PS3.18 10.4.1.1.2). That of a series is kept ready in an object, so that it costs
 * one look into the index and one read; where the series has changed since the object was made, it is first brought up to date, by one
 * thread of this process while others wait. What is given out is never older than what was committed when it was asked for (ADR 71). Safe
 * for use by many threads.
 */
public final class SeriesMetadataService {

    /** For others who make objects, the same or any. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Each takes some megabytes. */
    private static final int MADE_AT_ONCE = 4;

    private static final int RECENT = 256;

    private final ArchiveIndex index;
    private final ObjectStores stores;
    private final MetadataCache cache;
    private final SeriesMetadataBuilder builder;
    private final InstanceJson json;
    private final InFlight<SeriesId> building = new InFlight<>();
    private final Semaphore places = new Semaphore(MADE_AT_ONCE, true);

    /** @param begun by {@link System#nanoTime}, before the series' state was read */
    private record Made(long begun, MetadataObject object) {}

    /** What was made last, for those who asked before that was begun: while a series arrives, they need not make another. */
    private final Map<SeriesId, Made> recent = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SeriesId, Made> eldest) {
            return size() > RECENT;
        }
    });

    /** @param store where metadata objects go to, one of {@code stores} */
    public SeriesMetadataService(
            ArchiveIndex index, ObjectStore store, ObjectStores stores, MetadataCache cache, Workers workers) {
        this.index = index;
        this.stores = stores;
        this.cache = cache;
        this.builder = new SeriesMetadataBuilder(index, store, stores, workers);
        this.json = new InstanceJson(stores);
    }

    /**
     * In the order of the SOP Instance UIDs.
     *
     * @throws ArchiveException NOT_FOUND, INDEX_UNAVAILABLE, STORE_UNAVAILABLE, INSTANCE_BUSY, OVERLOADED; OUT_OF_SPACE where metadata is very large and the
     *     store takes no more
     */
    public Metadata series(SeriesId id) {
        return find(id).orElseThrow(() -> notFound("series"));
    }

    private Optional<StoredMetadata> find(SeriesId id) {
        long asked = System.nanoTime();
        return current(index.derived().state(id)).or(() -> refreshed(id, asked));
    }

    /** Empty where there is nothing current, or it is lost. */
    private Optional<StoredMetadata> current(SeriesState state) {
        return state.metadata()
                .filter(object -> SeriesMetadataBuilder.isCurrent(object, state))
                .flatMap(this::open);
    }

    private Optional<StoredMetadata> refreshed(SeriesId id, long asked) {
        try (var ticket = building.enter(id)) {
            if (!ticket.lock(PATIENCE))
                throw new ArchiveException(ErrorCode.INSTANCE_BUSY, "the metadata of the series is being made");
            Made last = recent.get(id);
            if (last != null && last.begun() - asked > 0) return open(last.object());
            long begun = System.nanoTime();
            SeriesState state = index.derived().state(id);
            Optional<StoredMetadata> current = current(state);
            return current.isPresent() ? current : make(id, state, begun);
        }
    }

    private Optional<StoredMetadata> make(SeriesId id, SeriesState state, long begun) {
        takePlace();
        try {
            return builder.build(id, state).flatMap(object -> {
                recent.put(id, new Made(begun, object));
                return open(object);
            });
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.OUT_OF_SPACE) throw e;
            return builder.hold(id, state);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "too much metadata is being made at once");
    }

    /** Brings the object up to date where it is not. */
    void refresh(SeriesId id) {
        find(id);
    }

    private Optional<StoredMetadata> open(MetadataObject object) {
        ObjectStore store = stores.of(object.location());
        if (object.size() > MetadataCache.LARGEST) {
            boolean there = store.find(object.location().key()).isPresent();
            return there ? Optional.of(new StoredMetadata(object, store, null)) : Optional.empty();
        }
        Optional<byte[]> cached = cache.object(object.location());
        if (cached.isPresent()) return Optional.of(new StoredMetadata(object, store, cached.get()));
        return MetadataFile.readArray(store, object).map(bytes -> {
            cache.remember(object.location(), bytes);
            return new StoredMetadata(object, store, bytes);
        });
    }

    /** All series of the study in one array, in the order of their UIDs. */
    public Metadata study(StudyInstanceUid id) {
        List<SeriesId> ids;
        try (Stream<SeriesRecord> series = index.reader().series(id)) {
            ids = series.map(SeriesRecord::id).toList();
        }
        long asked = System.nanoTime();
        List<SeriesState> states = index.derived().states(ids);
        List<StoredMetadata> all = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            SeriesId one = ids.get(i);
            current(states.get(i)).or(() -> refreshed(one, asked)).ifPresent(all::add);
        }
        if (all.isEmpty()) throw notFound("study");
        return all.size() == 1 ? all.get(0) : new JoinedMetadata(all);
    }

    /** An array of one, from the instance's file. */
    public Metadata instance(InstanceId id) {
        InstanceRecord row = index.reader().instance(id).orElseThrow(() -> notFound("instance"));
        return InstanceMetadata.of(row, index.patients().patch(id.study()), json);
    }

    private static ArchiveException notFound(String what) {
        return new ArchiveException(ErrorCode.NOT_FOUND, "there is no such " + what);
    }
}
