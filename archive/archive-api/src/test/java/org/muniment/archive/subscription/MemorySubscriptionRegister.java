package org.muniment.archive.subscription;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Subscriptions as a plain map. */
public final class MemorySubscriptionRegister implements SubscriptionRegister {

    private final Map<String, SubscriptionRecord> records = new TreeMap<>();

    @Override
    public synchronized Optional<SubscriptionRecord> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public synchronized List<SubscriptionRecord> all() {
        return List.copyOf(records.values());
    }

    @Override
    public synchronized void add(SubscriptionRecord first) {
        if (records.putIfAbsent(first.id(), first) != null)
            throw new IllegalArgumentException("there is a subscription " + first.id());
    }

    @Override
    public synchronized boolean replace(SubscriptionRecord previous, SubscriptionRecord next) {
        return records.replace(previous.id(), previous, next);
    }

    @Override
    public synchronized boolean remove(String id) {
        return records.remove(id) != null;
    }
}
