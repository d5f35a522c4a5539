package org.muniment.core.feed;

import java.time.Duration;
import java.util.Objects;

/**
 * How subscribers are told of changes.
 *
 * @param targets when a target that does not answer is tried again
 * @param studies when a study that could not be delivered is tried again
 * @param attempts how often a study is tried before it is parked
 * @param lease how long a node may be silent before another delivers in its place
 * @param poll how often the feed is looked at where nothing happens
 */
public record FeedConfig(RetryPolicy targets, RetryPolicy studies, int attempts, Duration lease, Duration poll) {

    public static final FeedConfig DEFAULT = new FeedConfig(
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(5)),
            8,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    public FeedConfig {
        Objects.requireNonNull(targets);
        Objects.requireNonNull(studies);
        if (attempts < 1) throw new IllegalArgumentException("attempts " + attempts);
        if (lease.isNegative() || lease.isZero()) throw new IllegalArgumentException("lease " + lease);
        if (poll.isNegative() || poll.isZero()) throw new IllegalArgumentException("poll " + poll);
    }
}
