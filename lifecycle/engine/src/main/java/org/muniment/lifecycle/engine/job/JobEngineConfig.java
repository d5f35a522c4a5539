package org.muniment.lifecycle.engine.job;

import java.time.Duration;
import java.util.Map;
import org.muniment.core.feed.RetryPolicy;

/**
 * How a node works at jobs.
 *
 * @param workers jobs worked at beside one another; one more thread is for those of {@link Priority#CLINICAL} alone
 * @param lease how long a node that fell silent keeps its jobs
 * @param poll how soon jobs are found that another node submitted
 * @param attempts of a step before its job is parked
 * @param windows when jobs of a kind may begin a step; always where none is named
 */
public record JobEngineConfig(
        int workers,
        Duration lease,
        Duration poll,
        RetryPolicy retries,
        int attempts,
        Map<JobKind, TimeWindow> windows) {

    public JobEngineConfig {
        if (workers < 1 || attempts < 1) throw new IllegalArgumentException("an engine that works at nothing");
        windows = Map.copyOf(windows);
    }

    /** For tests and small installations. */
    public static JobEngineConfig standard() {
        return new JobEngineConfig(
                2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(10)),
                12,
                Map.of());
    }
}
