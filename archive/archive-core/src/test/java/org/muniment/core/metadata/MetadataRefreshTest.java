package org.muniment.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.object.ObjectKey;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestPolicy;

class MetadataRefreshTest {

    @TempDir
    Path root;

    private TestArchive archive;

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private void store(MetadataRefresh refresh, int series, int instance) {
        SampleDataSet sent = new SampleDataSet(1, series, instance);
        IngestOutcome outcome = archive.store(sent);
        refresh.ended(sent.request(IngestPolicy.DEFAULT), outcome, Duration.ZERO);
    }

    private boolean isReady(int series) {
        SeriesState state =
                archive.derived.state(new SampleDataSet(1, series, 1).id().seriesId());
        return state.metadata()
                .filter(object -> SeriesMetadataBuilder.isCurrent(object, state))
                .isPresent();
    }

    @Test
    void shouldMakeEachSeriesReadyOnceWhenTheArchiveIsQuiet() {
        try (MetadataRefresh refresh =
                new MetadataRefresh(archive.metadata, Duration.ofMillis(300), Clock.systemUTC())) {
            for (int i = 1; i <= 30; i++) store(refresh, 1 + i % 3, i);
            for (int series = 1; series <= 3; series++) {
                int one = series;
                await().until(() -> isReady(one));
            }
        }
        assertThat(archive.objects()).filteredOn(ObjectKey::isMetadata).hasSize(3);
    }

    @Test
    void shouldGoOnAfterAFailure() {
        try (MetadataRefresh refresh =
                new MetadataRefresh(archive.metadata, Duration.ofMillis(10), Clock.systemUTC())) {
            store(refresh, 1, 1);
            archive.rows.lose(new SampleDataSet(1, 1, 1).id()); // the series is gone when its turn comes
            store(refresh, 2, 1);
            await().until(() -> isReady(2));
        }
    }
}
