package org.muniment.core;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who in this process is busy with what, by key. To enter costs nothing and excludes nobody; only whoever is about to change the index takes
 * the lock, so a slow sender holds up no other sender of the same instance. Those whose changes get on with each other share it.
 */
public final class InFlight<K> {

    /** {@code tickets} is guarded by the map, {@code turns} by the lock. */
    private static final class Entry {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private int tickets;
        private volatile int turns;
    }

    private final ConcurrentHashMap<K, Entry> entries = new ConcurrentHashMap<>();

    public Ticket enter(K key) {
        Entry entry = entries.compute(key, (k, present) -> {
            Entry e = present == null ? new Entry() : present;
            e.tickets++;
            return e;
        });
        return new Ticket(key, entry);
    }

    int size() {
        return entries.size();
    }

    /** For one thread. */
    public final class Ticket implements AutoCloseable {
        private final K key;
        private final Entry entry;
        private final int turnsAtStart;

        private Ticket(K key, Entry entry) {
            this.key = key;
            this.entry = entry;
            this.turnsAtStart = entry.turns;
        }

        /** Excludes all others until closed; false where that is not possible within {@code timeout}. */
        public boolean lock(Duration timeout) {
            return take(entry.lock.writeLock(), timeout);
        }

        /** Excludes those who lock, until closed; false where that is not possible within {@code timeout}. */
        public boolean share(Duration timeout) {
            return take(entry.lock.readLock(), timeout);
        }

        private boolean take(Lock lock, Duration timeout) {
            try {
                return lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Whether another has held the lock alone since this ticket was given out: what was read then may not be so now. */
        public boolean isStale() {
            return entry.turns != turnsAtStart;
        }

        @Override
        public void close() {
            if (entry.lock.isWriteLockedByCurrentThread()) {
                // counted at the end: who came in the middle of a turn may not have seen what it did
                entry.turns++;
                entry.lock.writeLock().unlock();
            } else if (entry.lock.getReadHoldCount() > 0) {
                entry.lock.readLock().unlock();
            }
            entries.compute(key, (k, e) -> --entry.tickets == 0 ? null : entry);
        }
    }
}
