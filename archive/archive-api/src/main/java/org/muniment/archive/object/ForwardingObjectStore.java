package org.muniment.archive.object;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that adds something to another one: what a subclass does not say, the other does. */
public abstract class ForwardingObjectStore implements ObjectStore {

    private final ObjectStore store;

    protected ForwardingObjectStore(ObjectStore store) {
        this.store = Objects.requireNonNull(store);
    }

    /** Where each call goes; to be overridden by who has to look first. {@link #name} asks nobody. */
    protected ObjectStore store() {
        return store;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public ObjectWriter create(ObjectKey key) {
        return store().create(key);
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        return store().open(key, offset, length);
    }

    @Override
    public Optional<ObjectInfo> find(ObjectKey key) {
        return store().find(key);
    }

    @Override
    public Availability availability(ObjectKey key) {
        return store().availability(key);
    }

    @Override
    public void recall(ObjectKey key, Duration keep) {
        store().recall(key, keep);
    }

    @Override
    public void delete(ObjectKey key) {
        store().delete(key);
    }

    @Override
    public void walk(Consumer<ObjectInfo> visitor) {
        store().walk(visitor);
    }

    @Override
    public void quarantine(ObjectKey key) {
        store().quarantine(key);
    }

    @Override
    public boolean restore(ObjectKey key) {
        return store().restore(key);
    }

    @Override
    public long purgeQuarantine(Instant before) {
        return store().purgeQuarantine(before);
    }

    @Override
    public void discardUnfinished() {
        store().discardUnfinished();
    }
}
