package org.muniment.server.tier;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muniment.archive.error.ArchiveException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Now and then ends uploads that dead processes left, and counts what lies in buckets. */
public final class TierUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TierUpkeep.class);
    private static final long FIRST_AFTER_MINUTES = 1;
    private static final long EVERY_MINUTES = 60;

    private final TierStores stores;
    private final TierUsage usage;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tier-upkeep"));

    public TierUpkeep(TierStores stores, TierUsage usage) {
        this.stores = stores;
        this.usage = usage;
        thread.scheduleWithFixedDelay(this::run, FIRST_AFTER_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    private void run() {
        try {
            stores.sweep();
            usage.count();
        } catch (ArchiveException e) {
            LOG.warn("What lies on the tiers was not counted: {}", e.getMessage());
        } catch (RuntimeException e) {
            // The top of this thread: an exception would end the schedule.
            LOG.error("The upkeep of the tiers failed", e);
        }
    }

    /** A run may be interrupted anywhere without harm. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
