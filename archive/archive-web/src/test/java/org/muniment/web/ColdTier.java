package org.muniment.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.MemoryCopyIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.tier.CopyListener;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.core.tier.OfflineStore;
import org.muniment.core.tier.Packed;
import org.muniment.core.tier.Packer;
import org.muniment.core.tier.RecallState;
import org.muniment.core.tier.RecallState.State;
import org.muniment.core.tier.Recalls;
import org.muniment.core.tier.StudyAccesses;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TieredStore;
import org.muniment.core.tier.Tiers;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;

/** A tier whose recalls take hours, who asked for one, and who looked at what. */
public final class ColdTier implements Recalls, StudyAccesses, AutoCloseable {

    private static final Duration HOURS = Duration.ofHours(5);

    public final List<String> accesses = new CopyOnWriteArrayList<>();
    public final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<StudyInstanceUid, State> states = new ConcurrentHashMap<>();
    private final MemoryCopyIndex copies = new MemoryCopyIndex();
    private final FileObjectStore files;
    private final Tiers tiers;

    ColdTier(FileObjectStore hot, Path root) {
        files = new FileObjectStore(new FileStoreConfig("cold", root, 0));
        tiers = Tiers.of(
                new Tier("hot", hot, true, Long.MAX_VALUE, 0),
                new Tier("cold", new OfflineStore(files, Clock.systemUTC(), HOURS), false, Long.MAX_VALUE, 1));
    }

    TieredStore store() {
        return new TieredStore(tiers, copies, CopyListener.NONE);
    }

    OfflineInstances offlineInstances() {
        return new OfflineInstances(tiers, copies);
    }

    /** Moves an instance there. */
    public void take(InstanceRecord instance) {
        Container writing = Container.writing(instance.id().seriesId(), "cold", 1, "cold", true, Instant.now());
        copies.begin(writing);
        try (ObjectWriter writer = files.create(writing.location().key())) {
            Packed packed = new Packer(ObjectStores.of(store())).pack(writing.series(), List.of(instance), writer);
            copies.complete(writing.written(packed.size(), packed.digest(), 1), packed.members());
        }
        tiers.hot().store().delete(instance.location().key());
        states.put(instance.id().study(), State.NEARLINE);
    }

    /** As if its recall had come that far. */
    public void set(StudyInstanceUid study, State state) {
        states.put(study, state);
    }

    @Override
    public RecallState request(StudyInstanceUid study, String by) {
        requests.add(study + " by " + by);
        states.replace(study, State.NEARLINE, State.REQUESTED);
        return state(study);
    }

    @Override
    public RecallState state(StudyInstanceUid study) {
        State state = states.getOrDefault(study, State.ONLINE);
        boolean under = state == State.REQUESTED || state == State.RECALLING || state == State.NEARLINE;
        return new RecallState(state, Optional.empty(), under ? Duration.ofMinutes(2) : Duration.ZERO);
    }

    @Override
    public void accessed(StudyInstanceUid study, String by) {
        accesses.add(study + " by " + by);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
