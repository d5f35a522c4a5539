package org.muniment.archive.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;

/** What every cache of metadata objects keeps to while it has room. */
public interface MetadataCacheContract {

    MetadataCache metadata();

    @Test
    default void shouldGiveBackWhatItRemembers() {
        byte[] object = new byte[300_000];
        new Random(1).nextBytes(object);
        ObjectLocation location = location("hot");
        metadata().remember(location, object);
        await().untilAsserted(() -> assertThat(metadata().object(location))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(object)));
    }

    @Test
    default void shouldNotTakeOneObjectForAnother() {
        ObjectLocation location = location("hot");
        metadata().remember(location, new byte[1]);
        assertThat(metadata().object(location("hot"))).isEmpty();
        assertThat(metadata().object(new ObjectLocation("warm", location.key())))
                .isEmpty();
    }

    private static ObjectLocation location(String store) {
        return new ObjectLocation(store, ObjectKey.forNewMetadataOf(new SampleStudy().seriesId(1)));
    }
}
