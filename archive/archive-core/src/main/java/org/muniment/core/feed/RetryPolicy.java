package org.muniment.core.feed;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before what failed is tried again: each time twice as long, up to a limit, and up to a fifth more or less, so that those
 * who failed together don't come back together.
 *
 * @param first after the first failure
 * @param most never longer
 */
public record RetryPolicy(Duration first, Duration most) {

    private static final double JITTER = 0.2;
    private static final int MOST_DOUBLINGS = 30;

    public RetryPolicy {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0)
            throw new IllegalArgumentException("not a policy: " + first + " up to " + most);
    }

    /** @param failures so far, at least one */
    public Duration pause(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(failures - 1, MOST_DOUBLINGS));
        double jitter = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis(Math.round(Math.min(doubled, most.toMillis()) * jitter));
    }
}
