package org.muniment.lifecycle.engine.place;

import java.io.InputStream;
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

/** A store whose objects must be recalled before they can be read; each takes until {@link #restoreAll}. */
final class OfflineStore implements ObjectStore {

    private final ObjectStore store;
    private final Map<ObjectKey, Availability> recalled = new ConcurrentHashMap<>();

    OfflineStore(ObjectStore store) {
        this.store = store;
    }

    /** What was asked for is there now. */
    void restoreAll() {
        recalled.replaceAll((key, state) -> Availability.ready(Instant.MAX));
    }

    @Override
    public Availability availability(ObjectKey key) {
        return recalled.getOrDefault(key, Availability.OFFLINE);
    }

    @Override
    public void recall(ObjectKey key, Duration keep) {
        recalled.putIfAbsent(key, Availability.RECALLING);
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
    public InputStream open(ObjectKey key, long offset, long length) {
        if (store.find(key).isPresent() && !availability(key).isReadable())
            throw new ArchiveException(ErrorCode.OFFLINE, key + " is offline");
        return store.open(key, offset, length);
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
