package org.muniment.cache.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.muniment.archive.cache.MetadataCache;
import org.muniment.archive.object.ObjectLocation;

/** Metadata objects in a map that Hazelcast spreads over the nodes, each entry on one of them. */
public final class HazelcastMetadataCache implements MetadataCache {

    private final IMap<String, byte[]> objects;
    private final Duration timeout;
    private final LongAdder failures = new LongAdder();

    HazelcastMetadataCache(HazelcastInstance member, Duration timeout) {
        this.objects = member.getMap(MemberSettings.METADATA);
        this.timeout = timeout;
    }

    @Override
    public Optional<byte[]> object(ObjectLocation location) {
        try {
            return Optional.ofNullable(
                    objects.getAsync(key(location)).toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (HazelcastException | IllegalStateException | ExecutionException | TimeoutException e) {
            failures.increment();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.increment();
            return Optional.empty();
        }
    }

    @Override
    public void remember(ObjectLocation location, byte[] object) {
        if (object.length > LARGEST) return;
        try {
            objects.setAsync(key(location), object).whenComplete((done, failure) -> {
                if (failure != null) failures.increment();
            });
        } catch (HazelcastException | IllegalStateException e) {
            failures.increment();
        }
    }

    /** How often the cache failed or did not answer in time since it was started. */
    public long failures() {
        return failures.sum();
    }

    /** Memory this node gives to entries, in bytes. */
    public long memory() {
        return objects.getLocalMapStats().getOwnedEntryMemoryCost();
    }

    private static String key(ObjectLocation location) {
        return location.store() + ' ' + location.key();
    }
}
