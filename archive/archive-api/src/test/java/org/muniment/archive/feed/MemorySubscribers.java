package org.muniment.archive.feed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;

/** Subscribers' states as plain maps. */
public final class MemorySubscribers implements Subscribers {

    private final Map<String, SubscriberState> states = new TreeMap<>();
    private final Map<String, Map<StudyInstanceUid, TroubledChange>> troubled = new TreeMap<>();

    @Override
    public synchronized Optional<SubscriberState> find(String name) {
        return Optional.ofNullable(states.get(name));
    }

    @Override
    public synchronized List<SubscriberState> all() {
        return List.copyOf(states.values());
    }

    @Override
    public synchronized boolean add(SubscriberState first) {
        return states.putIfAbsent(first.name(), first) == null;
    }

    @Override
    public synchronized boolean replace(SubscriberState previous, SubscriberState next) {
        return states.replace(previous.name(), previous, next);
    }

    @Override
    public synchronized void remove(String name) {
        states.remove(name);
        troubled.remove(name);
    }

    @Override
    public synchronized void keep(String subscriber, TroubledChange change) {
        troubled.computeIfAbsent(subscriber, name -> new TreeMap<>())
                .put(change.change().study(), change);
    }

    @Override
    public synchronized void forget(String subscriber, StudyInstanceUid study) {
        troubled.getOrDefault(subscriber, new TreeMap<>()).remove(study);
    }

    @Override
    public synchronized Optional<TroubledChange> troubled(String subscriber, StudyInstanceUid study) {
        return Optional.ofNullable(troubled.getOrDefault(subscriber, Map.of()).get(study));
    }

    @Override
    public synchronized Stream<TroubledChange> troubled(String subscriber) {
        return List.copyOf(troubled.getOrDefault(subscriber, Map.of()).values()).stream();
    }
}
