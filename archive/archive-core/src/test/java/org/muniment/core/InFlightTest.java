package org.muniment.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight<String> inFlight = new InFlight<>();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void shouldLetManyInButOneChange() throws Exception {
        try (var mine = inFlight.enter("a");
                var another = inFlight.enter("b")) {
            assertThat(mine.lock(Duration.ZERO)).isTrue();
            assertThat(another.lock(Duration.ZERO)).isTrue();
            assertThat(othersCanLock("a")).isFalse();
        }
        assertThat(othersCanLock("a")).isTrue();
    }

    @Test
    void shouldLetThoseShareWhoGetOnWithEachOther() throws Exception {
        try (var mine = inFlight.enter("a")) {
            assertThat(mine.share(Duration.ZERO)).isTrue();
            assertThat(othersCanShare("a")).isTrue();
            assertThat(othersCanLock("a")).isFalse();
        }
        try (var before = inFlight.enter("a")) {
            assertThat(othersCanLock("a")).isTrue();
            assertThat(before.share(Duration.ZERO)).isTrue();
            assertThat(before.isStale()).isTrue();
        }
    }

    @Test
    void shouldTellWhoCameBeforeTheEndOfATurnFromWhoCameAfter() {
        var before = inFlight.enter("a");
        var turn = inFlight.enter("a");
        turn.lock(Duration.ZERO);
        var meanwhile = inFlight.enter("a");
        assertThat(meanwhile.isStale()).isFalse();
        turn.close();
        assertThat(before.isStale()).isTrue();
        assertThat(meanwhile.isStale()).isTrue();
        assertThat(inFlight.enter("a").isStale()).isFalse();
    }

    @Test
    void shouldRememberNothingWhenAllHaveLeft() {
        var one = inFlight.enter("a");
        var two = inFlight.enter("a");
        one.close();
        assertThat(inFlight.size()).isEqualTo(1);
        two.close();
        assertThat(inFlight.size()).isZero();
    }

    private boolean othersCanShare(String key) throws ExecutionException, InterruptedException {
        return other.submit(() -> {
                    try (var ticket = inFlight.enter(key)) {
                        return ticket.share(Duration.ofMillis(20));
                    }
                })
                .get();
    }

    private boolean othersCanLock(String key) throws ExecutionException, InterruptedException {
        return other.submit(() -> {
                    try (var ticket = inFlight.enter(key)) {
                        return ticket.lock(Duration.ofMillis(20));
                    }
                })
                .get();
    }
}
