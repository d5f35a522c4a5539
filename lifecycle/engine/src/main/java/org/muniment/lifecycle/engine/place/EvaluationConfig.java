package org.muniment.lifecycle.engine.place;

import java.time.Duration;

/**
 * When studies are looked at.
 *
 * @param settle how long nothing must have arrived for a study before its copies are moved: a study that is still coming in is left alone
 * @param atLatest after this time a study is looked at again, whatever its dates say: how full tiers are changes without anybody being told
 * @param fixityWindow within this time each copy is read and checked
 * @param recalledStay how long a copy that was brought to the hot tier stays there at least
 */
public record EvaluationConfig(Duration settle, Duration atLatest, Duration fixityWindow, Duration recalledStay) {

    public EvaluationConfig {
        if (settle.isNegative() || recalledStay.isNegative()) throw new IllegalArgumentException("a negative time");
        if (atLatest.isNegative() || atLatest.isZero() || fixityWindow.isNegative() || fixityWindow.isZero())
            throw new IllegalArgumentException("a time must be positive");
    }

    public static EvaluationConfig standard() {
        return new EvaluationConfig(
                Duration.ofMinutes(10), Duration.ofDays(30), Duration.ofDays(180), Duration.ofDays(3));
    }
}
