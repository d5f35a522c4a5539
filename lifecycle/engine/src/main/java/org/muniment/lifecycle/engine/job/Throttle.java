package org.muniment.lifecycle.engine.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** Keeps this node's jobs from taking all of a tier: how many work at it at once, and how fast they move bytes. */
public final class Throttle {

    /** Unused bandwidth of this long may be caught up with. */
    private static final long MOST_SAVED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of one tier and node. @param bytesPerSecond 0 where there is no limit */
    public record Limit(int concurrent, long bytesPerSecond) {
        public Limit {
            if (concurrent < 1 || bytesPerSecond < 0) throw new IllegalArgumentException("not a limit of a tier");
        }
    }

    private final Map<String, Limit> limits;
    private final Limit others;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> working = new HashMap<>();

    /** When all that was taken so far will have passed, at each tier's bandwidth. */
    private final Map<String, Long> busyUntil = new HashMap<>();

    private Runnable onLeave = () -> {};

    /** @param others of tiers that are not named */
    public Throttle(Map<String, Limit> limits, Limit others) {
        this(limits, others, System::nanoTime);
    }

    Throttle(Map<String, Limit> limits, Limit others, LongSupplier nanoTime) {
        this.limits = Map.copyOf(limits);
        this.others = others;
        this.nanoTime = nanoTime;
    }

    public static Throttle none() {
        return new Throttle(Map.of(), new Limit(Integer.MAX_VALUE, 0));
    }

    private Limit limit(String tier) {
        return limits.getOrDefault(tier, others);
    }

    /** Leave to work at tiers, until it is given back. */
    final class Permit implements AutoCloseable {
        private final Set<String> tiers;
        private boolean given = true;

        private Permit(Set<String> tiers) {
            this.tiers = Set.copyOf(tiers);
        }

        Set<String> tiers() {
            return tiers;
        }

        @Override
        public void close() {
            synchronized (Throttle.this) {
                if (!given) return;
                given = false;
                tiers.forEach(tier -> working.merge(tier, -1, Integer::sum));
            }
            onLeave.run();
        }
    }

    void onLeave(Runnable told) {
        onLeave = told;
    }

    synchronized boolean hasRoom(Set<String> tiers) {
        return tiers.stream().allMatch(tier -> working(tier) < limit(tier).concurrent());
    }

    /** All of them, or none. */
    synchronized Optional<Permit> enter(Set<String> tiers) {
        if (!hasRoom(tiers)) return Optional.empty();
        for (String tier : tiers) working.merge(tier, 1, Integer::sum);
        return Optional.of(new Permit(new TreeSet<>(tiers)));
    }

    /** How many of this node's jobs work at the tier. */
    public synchronized int working(String tier) {
        return working.getOrDefault(tier, 0);
    }

    /**
     * To be called with the bytes that are moved from or to the tier, some hundred kilobytes each time: waits as long as the bandwidth demands. Who works for
     * somebody who waits does not wait; the others then wait for that, too.
     *
     * @throws ArchiveException OVERLOADED where the engine stops meanwhile
     */
    public void spend(String tier, long bytes, Priority priority) {
        long wait = take(tier, bytes);
        if (wait <= 0 || priority == Priority.CLINICAL) return;
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArchiveException(ErrorCode.OVERLOADED, "the engine is stopping", e);
        }
    }

    synchronized long take(String tier, long bytes) {
        long rate = limit(tier).bytesPerSecond();
        if (rate == 0) return 0;
        long now = nanoTime.getAsLong();
        long begin = Math.max(busyUntil.getOrDefault(tier, now), now - MOST_SAVED_NANOS);
        long end = begin + (long) (bytes * 1e9 / rate);
        busyUntil.put(tier, end);
        return end - now;
    }
}
