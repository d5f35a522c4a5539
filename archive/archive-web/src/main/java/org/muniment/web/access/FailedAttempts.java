package org.muniment.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muniment.web.access.AccessConfig.Throttle;

/**
 * Slows guessing down: after some failures for one user from one address, or many for any users from one address, all
 * further attempts are refused for a while. Not counted is what comes for one user from anywhere, or anybody could lock
 * out anybody. Remembers a bounded number of both. For any number of threads.
 */
final class FailedAttempts {

    private static final int MAX_REMEMBERED = 10_000;

    private record Key(String user, String address) {}

    private record Count(int failures, Instant last) {}

    private final Throttle limits;
    private final Clock clock;
    private final Map<Key, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    FailedAttempts(Throttle limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** For how long still attempts are refused; empty where they are not. */
    synchronized Optional<Duration> pause(String user, String address) {
        Duration both = remaining(new Key(user, address), limits.failuresForUser());
        Duration any = remaining(new Key("", address), limits.failuresForAddress());
        return Optional.of(both.compareTo(any) > 0 ? both : any).filter(d -> !d.isZero());
    }

    synchronized void failed(String user, String address) {
        count(new Key(user, address));
        count(new Key("", address));
    }

    synchronized void succeeded(String user, String address) {
        counts.remove(new Key(user, address));
    }

    private void count(Key key) {
        Instant now = clock.instant();
        counts.merge(key, new Count(1, now), (old, one) -> isOver(old, now) ? one : new Count(old.failures + 1, now));
    }

    private Duration remaining(Key key, int limit) {
        Count count = counts.get(key);
        Instant now = clock.instant();
        if (count == null || count.failures < limit || isOver(count, now)) return Duration.ZERO;
        return Duration.between(now, count.last.plus(limits.pause()));
    }

    private boolean isOver(Count count, Instant now) {
        return !now.isBefore(count.last.plus(limits.pause()));
    }
}
