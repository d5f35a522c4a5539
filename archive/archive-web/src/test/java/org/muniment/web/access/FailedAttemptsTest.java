package org.muniment.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.muniment.web.access.AccessConfig.Throttle;

class FailedAttemptsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private final FailedAttempts attempts = new FailedAttempts(new Throttle(3, 6, MINUTE), new Clock() {
        @Override
        public java.time.ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return clock;
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }
    });

    private void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) attempts.failed(user, address);
    }

    @Test
    void shouldPauseAUserAtAnAddressAndNobodyElse() {
        fail("u", "a", 2);
        assertThat(attempts.pause("u", "a")).isEmpty();
        fail("u", "a", 1);

        assertThat(attempts.pause("u", "a")).contains(MINUTE);
        assertThat(attempts.pause("v", "a")).isEmpty();
        assertThat(attempts.pause("u", "b")).isEmpty();
        clock = Clock.offset(clock, MINUTE);
        assertThat(attempts.pause("u", "a")).isEmpty();
    }

    @Test
    void shouldPauseAnAddressThatTriesManyUsers() {
        for (int i = 0; i < 6; i++) attempts.failed("u" + i, "a");

        assertThat(attempts.pause("w", "a")).isPresent();
        assertThat(attempts.pause("w", "b")).isEmpty();
    }

    @Test
    void shouldForgetFailuresAfterASuccess() {
        fail("u", "a", 2);
        attempts.succeeded("u", "a");
        fail("u", "a", 2);

        assertThat(attempts.pause("u", "a")).isEmpty();
    }

    /** Names an attacker makes up push out each other, not the attacker. */
    @Test
    void shouldRememberTheAddressOfSomebodyWhoTriesEndlesslyManyNames() {
        for (int i = 0; i < 30_000; i++) attempts.failed("u" + i, "a");

        assertThat(attempts.pause("w", "a")).isPresent();
    }
}
