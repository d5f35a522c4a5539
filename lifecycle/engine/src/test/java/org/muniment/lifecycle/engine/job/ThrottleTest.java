package org.muniment.lifecycle.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.muniment.lifecycle.engine.job.Throttle.Limit;

class ThrottleTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(17 * SECOND);
    private final Throttle throttle = new Throttle(Map.of("cold", new Limit(2, 1000)), new Limit(5, 0), now::get);

    @Test
    void shouldMakeWhoMovesBytesWaitAsLongAsTheBandwidthDemands() {
        assertThat(throttle.take("cold", 1000)).isEqualTo(SECOND);
        assertThat(throttle.take("cold", 500)).isEqualTo(SECOND + SECOND / 2);
        assertThat(throttle.take("warm", 1_000_000)).isZero();
        now.addAndGet(60 * SECOND);
        assertThat(throttle.take("cold", 500)).as("a second was saved, no more").isNegative();
        assertThat(throttle.take("cold", 1500)).isEqualTo(SECOND);
    }

    @Test
    void shouldLetWorkAtAllOfTheTiersOrAtNone() {
        Throttle.Permit first = throttle.enter(Set.of("cold", "warm")).orElseThrow();
        throttle.enter(Set.of("cold")).orElseThrow();
        assertThat(throttle.enter(Set.of("cold", "warm"))).isEmpty();
        assertThat(throttle.working("warm")).isEqualTo(1);
        first.close();
        first.close();
        assertThat(throttle.working("cold")).isEqualTo(1);
        assertThat(throttle.enter(Set.of("cold", "warm"))).isPresent();
    }

    @Test
    void shouldKnowHoursThatSpanMidnight() {
        TimeWindow night = TimeWindow.parse("20:00-06:00");
        assertThat(night.contains(Instant.parse("2031-03-01T20:00:00Z"), ZoneOffset.UTC))
                .isTrue();
        assertThat(night.contains(Instant.parse("2031-03-01T05:59:59Z"), ZoneOffset.UTC))
                .isTrue();
        assertThat(night.contains(Instant.parse("2031-03-01T06:00:00Z"), ZoneOffset.UTC))
                .isFalse();
        assertThat(TimeWindow.ALWAYS.contains(Instant.parse("2031-03-01T12:00:00Z"), ZoneOffset.UTC))
                .isTrue();
        assertThatThrownBy(() -> TimeWindow.parse("at night")).hasMessageContaining("20:00-06:00");
    }
}
