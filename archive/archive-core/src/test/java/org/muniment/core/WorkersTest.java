package org.muniment.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

class WorkersTest {

    @Test
    void shouldLetTheCallerRunWhatTheQueueHasNoRoomFor() throws Exception {
        try (Workers workers = new Workers(1, 1)) {
            CountDownLatch release = new CountDownLatch(1);
            Future<Boolean> running = workers.index().submit(() -> release.await(10, TimeUnit.SECONDS));
            Future<String> queued =
                    workers.index().submit(() -> Thread.currentThread().getName());
            Future<String> third =
                    workers.index().submit(() -> Thread.currentThread().getName());
            assertThat(third).isDone();
            assertThat(third.get()).isEqualTo(Thread.currentThread().getName());
            release.countDown();
            assertThat(running.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(queued.get(10, TimeUnit.SECONDS)).startsWith("muniment-index-");
        }
    }

    @Test
    void shouldFinishWhatRunsAndRefuseTheRestWhenStopped() throws Exception {
        try (Workers workers = new Workers(1, 1)) {
            Future<Integer> before = workers.index().submit(() -> 1);
            workers.stop(Duration.ofSeconds(10));
            assertThat(before.get()).isEqualTo(1);
            assertThatThrownBy(() -> workers.index().submit(() -> 2))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        }
    }
}
