package org.muniment.server.health;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muniment.archive.error.ArchiveException;
import org.muniment.server.tier.BucketTier;
import org.muniment.server.tier.TierStores;
import org.muniment.server.tier.TierUsage;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How full each tier is, and whether its bucket answers and is its own; down where one does not, which does not make the server unready. */
public final class TierHealth implements HealthIndicator {

    private final TierStores stores;
    private final TierUsage usage;

    public TierHealth(TierStores stores, TierUsage usage) {
        this.stores = stores;
        this.usage = usage;
    }

    @Override
    public Health health() {
        Map<String, String> states = new LinkedHashMap<>();
        usage.states().forEach((name, state) -> states.put(name, state.fillPercent() + " % used"));
        boolean all = true;
        for (BucketTier bucket : stores.buckets()) {
            try {
                bucket.check();
            } catch (ArchiveException e) {
                states.put(bucket.name(), e.getMessage());
                all = false;
            }
        }
        return (all ? Health.up() : Health.down()).withDetails(states).build();
    }
}
