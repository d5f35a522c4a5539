package org.muniment.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.muniment.core.feed.DeliveryListener;

/**
 * {@code muniment.feed.deliveries} by subscriber and outcome (delivered, failed, parked, unavailable), and {@code muniment.feed.lag} by
 * subscriber: seconds since the oldest change it was not told of. Where several nodes run, the one that delivers has the figures.
 */
public final class FeedMetrics implements DeliveryListener {

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> lags = new ConcurrentHashMap<>();

    public FeedMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void delivered(String subscriber) {
        count(subscriber, "delivered");
    }

    @Override
    public void failed(String subscriber) {
        count(subscriber, "failed");
    }

    @Override
    public void parked(String subscriber) {
        count(subscriber, "parked");
    }

    @Override
    public void unavailable(String subscriber) {
        count(subscriber, "unavailable");
    }

    @Override
    public void behind(String subscriber, Duration lag) {
        lags.computeIfAbsent(subscriber, this::gauge).set(lag.toSeconds());
    }

    private AtomicLong gauge(String subscriber) {
        return registry.gauge("muniment.feed.lag", Tags.of("subscriber", subscriber), new AtomicLong());
    }

    private void count(String subscriber, String outcome) {
        registry.counter("muniment.feed.deliveries", "subscriber", subscriber, "outcome", outcome)
                .increment();
    }
}
