package org.muniment.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.server.tier.TierUsage;

/** {@code muniment.tier.used} and {@code muniment.tier.capacity} by tier, in bytes; what has no limit has no capacity. */
public final class TierMetrics {

    public TierMetrics(MeterRegistry registry, TierUsage usage) {
        usage.states().forEach((name, state) -> {
            gauge(registry, usage, name, "muniment.tier.used", TierState::used);
            if (state.capacity() < Long.MAX_VALUE)
                gauge(registry, usage, name, "muniment.tier.capacity", TierState::capacity);
        });
    }

    private static void gauge(
            MeterRegistry registry, TierUsage usage, String tier, String name, ToDoubleFunction<TierState> figure) {
        Gauge.builder(name, usage, of -> figure.applyAsDouble(of.states().get(tier)))
                .baseUnit("bytes")
                .tag("tier", tier)
                .register(registry);
    }
}
