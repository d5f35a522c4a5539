package org.muniment.archive.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.object.Sha256;

/** What every series cache keeps to while it has room. */
public interface SeriesCacheContract {

    SeriesCache cache();

    @Test
    default void shouldRememberTheLastFingerprintOfASeries() {
        SeriesId series = new SampleStudy().seriesId(1);
        cache().remember(series, digest("a"));
        assertThat(cache().fingerprint(series)).contains(digest("a"));

        cache().remember(series, digest("b"));
        assertThat(cache().fingerprint(series)).contains(digest("b"));
    }

    @Test
    default void shouldTellSeriesApartByStudyAndSeriesUid() {
        SampleStudy sample = new SampleStudy();
        SampleStudy other = new SampleStudy();
        cache().remember(sample.seriesId(1), digest("a"));

        assertThat(cache().fingerprint(sample.seriesId(2))).isEmpty();
        assertThat(cache().fingerprint(
                                new SeriesId(other.uid(), sample.seriesId(1).series())))
                .isEmpty();
    }

    @Test
    default void shouldForget() {
        SeriesId series = new SampleStudy().seriesId(1);
        cache().remember(series, digest("a"));

        cache().forget(series);
        cache().forget(series);

        assertThat(cache().fingerprint(series)).isEmpty();
    }

    private static Sha256 digest(String hexDigit) {
        return new Sha256(hexDigit.repeat(64));
    }
}
