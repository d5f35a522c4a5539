package org.muniment.cache.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.cache.SeriesCache;
import org.muniment.archive.cache.SeriesCacheContract;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.Sha256;

class HazelcastSeriesCacheTest implements SeriesCacheContract {

    private static final Sha256 DIGEST = new Sha256("0".repeat(64));
    private static final int MOST = 2_000;

    private static HazelcastSeriesCache cache;

    @BeforeAll
    static void start() {
        cache = HazelcastSeriesCache.start(
                new HazelcastCacheConfig("test", "127.0.0.1", 0, List.of(), MOST, 1, Duration.ofSeconds(5)));
    }

    @AfterAll
    static void stop() {
        cache.close();
    }

    @Override
    public SeriesCache cache() {
        return cache;
    }

    @Test
    void shouldDropEntriesRatherThanGrow() {
        for (int n = 0; n < 3 * MOST; n++) {
            cache.remember(series(n), DIGEST);
            cache.fingerprint(series(n)); // waits for it
        }

        assertThat(cache.size()).isBetween(MOST / 2L, MOST * 3L / 2);
        assertThat(cache.failures()).isZero();
    }

    @Test
    void shouldCountFailuresInsteadOfThrowing() {
        HazelcastSeriesCache stopped = HazelcastSeriesCache.start(HazelcastCacheConfig.STANDALONE);
        stopped.close();

        assertThat(stopped.fingerprint(series(1))).isEmpty();
        stopped.remember(series(1), DIGEST);
        stopped.forget(series(1));

        assertThat(stopped.failures()).isEqualTo(3);
    }

    private static SeriesId series(int n) {
        return new SeriesId(new StudyInstanceUid("1.2." + n), new SeriesInstanceUid("1.2." + n + ".1"));
    }
}
