package org.muniment.cache.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.muniment.archive.cache.SeriesCache;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.Sha256;

/**
 * Series fingerprints in a map that Hazelcast spreads over the nodes. Each entry lives on one node and there only, so all nodes see
 * the same; there is no near cache, which would go on answering after another node forgot. A node that leaves takes its entries
 * with it.
 */
public final class HazelcastSeriesCache implements SeriesCache, AutoCloseable {

    private final HazelcastInstance member;
    private final IMap<String, String> fingerprints;
    private final Duration timeout;
    private final LongAdder failures = new LongAdder();

    HazelcastSeriesCache(HazelcastInstance member, Duration timeout) {
        this.member = member;
        this.fingerprints = member.getMap(MemberSettings.SERIES);
        this.timeout = timeout;
    }

    /** Starts this process's member, which joins the others there are. */
    public static HazelcastSeriesCache start(HazelcastCacheConfig config) {
        return new HazelcastSeriesCache(MemberSettings.start(config), config.timeout());
    }

    /** The metadata objects on the same member, which is closed with this. */
    public HazelcastMetadataCache metadata() {
        return new HazelcastMetadataCache(member, timeout);
    }

    @Override
    public Optional<Sha256> fingerprint(SeriesId series) {
        return await(() -> fingerprints.getAsync(key(series))).map(Sha256::new);
    }

    /** Without waiting: a fingerprint that arrives late, or never, costs one more write of the rows. */
    @Override
    public void remember(SeriesId series, Sha256 fingerprint) {
        try {
            fingerprints.setAsync(key(series), fingerprint.hex()).whenComplete((done, failure) -> {
                if (failure != null) failures.increment();
            });
        } catch (HazelcastException | IllegalStateException e) {
            failures.increment();
        }
    }

    @Override
    public void forget(SeriesId series) {
        await(() -> fingerprints.removeAsync(key(series)));
    }

    /** How often the cache failed or did not answer in time since it was started. */
    public long failures() {
        return failures.sum();
    }

    /** Entries this node keeps. */
    public long size() {
        return fingerprints.getLocalMapStats().getOwnedEntryCount();
    }

    @Override
    public void close() {
        member.shutdown();
    }

    private static String key(SeriesId id) {
        return id.study().value() + ' ' + id.series().value();
    }

    private Optional<String> await(Supplier<CompletionStage<String>> operation) {
        try {
            return Optional.ofNullable(
                    operation.get().toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (HazelcastException | IllegalStateException | ExecutionException | TimeoutException e) {
            failures.increment();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.increment();
            return Optional.empty();
        }
    }
}
