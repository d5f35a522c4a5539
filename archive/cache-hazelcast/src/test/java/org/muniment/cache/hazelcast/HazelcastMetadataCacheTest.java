package org.muniment.cache.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.cache.MetadataCache;
import org.muniment.archive.cache.MetadataCacheContract;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;

class HazelcastMetadataCacheTest implements MetadataCacheContract {

    private static final int MEGABYTES = 16;

    private static HazelcastSeriesCache member;
    private static HazelcastMetadataCache cache;

    @BeforeAll
    static void start() {
        member = HazelcastSeriesCache.start(
                new HazelcastCacheConfig("test", "127.0.0.1", 0, List.of(), 100, MEGABYTES, Duration.ofSeconds(5)));
        cache = member.metadata();
    }

    @AfterAll
    static void stop() {
        member.close();
    }

    @Override
    public MetadataCache metadata() {
        return cache;
    }

    @Test
    void shouldDropObjectsRatherThanGrow() {
        byte[] object = new byte[700_000];
        for (int n = 0; n < 200; n++) {
            ObjectLocation location = location(n);
            cache.remember(location, object);
            cache.object(location); // waits for it
        }
        assertThat(cache.memory()).isBetween((long) MEGABYTES << 19, (long) MEGABYTES << 21);
        assertThat(cache.failures()).isZero();
    }

    @Test
    void shouldNotTakeObjectsThatAreTooLarge() {
        cache.remember(location(1), new byte[MetadataCache.LARGEST + 1]);
        assertThat(cache.object(location(1))).isEmpty();
    }

    @Test
    void shouldCountFailuresInsteadOfThrowing() {
        HazelcastSeriesCache stopped = HazelcastSeriesCache.start(HazelcastCacheConfig.STANDALONE);
        HazelcastMetadataCache metadata = stopped.metadata();
        stopped.close();
        assertThat(metadata.object(location(1))).isEmpty();
        metadata.remember(location(1), new byte[1]);
        assertThat(metadata.failures()).isEqualTo(2);
    }

    private static ObjectLocation location(int n) {
        SeriesId series = new SeriesId(new StudyInstanceUid("1.2." + n), new SeriesInstanceUid("1.2." + n + ".1"));
        return new ObjectLocation("hot", ObjectKey.forNewMetadataOf(series));
    }
}
