package org.muniment.core.reconcile;

import java.time.Duration;

/**
 * How carefully the archive is looked through.
 *
 * @param grace how old an object must be to count as an orphan, and how long ago a replaced one was retired; far longer than it takes from
 *     writing an object to committing its row
 * @param quarantine how long an orphan is kept out of sight before it is removed for good
 * @param mostOrphans the share of a store's objects, 0 to 1, beyond which orphans are taken for the sign of a damaged index and left alone
 * @param unsuspicious so many orphans are believed whatever their share
 * @param digests whether each object is read and its digest compared, instead of its size alone
 * @param rewrite whether all series and study rows are written again, not only missing ones: mends access paths
 */
public record ReconcileConfig(
        Duration grace, Duration quarantine, double mostOrphans, int unsuspicious, boolean digests, boolean rewrite) {

    public static final ReconcileConfig DEFAULT =
            new ReconcileConfig(Duration.ofHours(1), Duration.ofDays(30), 0.05, 100, false, false);

    public ReconcileConfig {
        if (grace.isNegative() || quarantine.isNegative()) throw new IllegalArgumentException("durations are negative");
        if (!(mostOrphans >= 0 && mostOrphans <= 1)) throw new IllegalArgumentException("mostOrphans is not 0 to 1");
        if (unsuspicious < 0) throw new IllegalArgumentException("unsuspicious is negative");
    }

    public ReconcileConfig withDigests() {
        return new ReconcileConfig(grace, quarantine, mostOrphans, unsuspicious, true, rewrite);
    }

    public ReconcileConfig withRewrite() {
        return new ReconcileConfig(grace, quarantine, mostOrphans, unsuspicious, digests, true);
    }
}
