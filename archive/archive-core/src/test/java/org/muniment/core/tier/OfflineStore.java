package org.muniment.core.tier;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.Availability;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;

/** Like tape: what it holds is read only once it was recalled and the recall has taken its time. */
public final class OfflineStore implements ObjectStore {

    private record Recall(Instant readyAt, Instant until) {}

    private final ObjectStore store;
    private final Clock clock;
    private final Duration takes;
    private final Map<ObjectKey, Recall> recalls = new ConcurrentHashMap<>();

    /** @param takes how long a recall takes */
    public OfflineStore(ObjectStore store, Clock clock, Duration takes) {
        this.store = store;
        this.clock = clock;
        this.takes = takes;
    }

    @Override
    public Availability availability(ObjectKey key) {
        Instant now = clock.instant();
        Recall recall = recalls.get(key);
        if (recall == null || !recall.until().isAfter(now)) return Availability.OFFLINE;
        return recall.readyAt().isAfter(now) ? Availability.RECALLING : Availability.ready(recall.until());
    }

    @Override
    public void recall(ObjectKey key, Duration keep) {
        Instant readyAt = clock.instant().plus(takes);
        if (availability(key).state() == Availability.State.OFFLINE)
            recalls.put(key, new Recall(readyAt, readyAt.plus(keep)));
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        if (store.find(key).isPresent() && !availability(key).isReadable())
            throw new ArchiveException(ErrorCode.OFFLINE, "object " + key + " must be recalled");
        return store.open(key, offset, length);
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public ObjectWriter create(ObjectKey key) {
        return store.create(key);
    }

    @Override
    public Optional<ObjectInfo> find(ObjectKey key) {
        return store.find(key);
    }

    @Override
    public void delete(ObjectKey key) {
        store.delete(key);
    }

    @Override
    public void walk(Consumer<ObjectInfo> visitor) {
        store.walk(visitor);
    }

    @Override
    public void quarantine(ObjectKey key) {
        store.quarantine(key);
    }

    @Override
    public boolean restore(ObjectKey key) {
        return store.restore(key);
    }

    @Override
    public long purgeQuarantine(Instant before) {
        return store.purgeQuarantine(before);
    }

    @Override
    public void discardUnfinished() {
        store.discardUnfinished();
    }
}
