package org.muniment.core.coerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RareWarningsTest {

    private Instant now = Instant.parse("2024-02-29T10:15:00Z");

    private final RareWarnings warnings = new RareWarnings(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void shouldTellAWarningOnceAMinuteAndThenHowOftenItCame() {
        assertThat(warnings.admit("a")).hasValue(0);
        assertThat(warnings.admit("a")).isEmpty();
        assertThat(warnings.admit("a")).isEmpty();
        assertThat(warnings.admit("b")).hasValue(0);

        now = now.plus(Duration.ofMinutes(1));

        assertThat(warnings.admit("a")).hasValue(2);
        assertThat(warnings.admit("a")).isEmpty();
    }

    @Test
    void shouldForgetRatherThanGrow() {
        for (int i = 0; i < 1000; i++) warnings.admit("warning " + i);

        assertThat(warnings.admit("one more")).hasValue(0);
        assertThat(warnings.admit("warning 1")).hasValue(0);
    }
}
