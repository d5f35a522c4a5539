package org.muniment.lifecycle.records.disposition;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;

/** Whose objects stay whatever one says, as under S3's object lock. */
record LockedStore(ObjectStore store) implements ObjectStore {

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
        return store.open(key, offset, length);
    }

    @Override
    public Optional<ObjectInfo> find(ObjectKey key) {
        return store.find(key);
    }

    @Override
    public void delete(ObjectKey key) {
        // it stays
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
