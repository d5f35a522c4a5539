package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TieredStore;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.verify.ReaderReports;

class ReaderReportsTest {

    @TempDir
    private Path root;

    private MovingArchive archive;
    private ReaderReports reports;
    private TieredStore readers;

    @BeforeEach
    void open() {
        archive = new MovingArchive(root);
        archive.fill();
        archive.migrate(Map.of("warm", 1, "cold", 1));
        Tiers tiers = Tiers.of(
                new Tier("hot", archive.hot, true, Long.MAX_VALUE, 0),
                new Tier("warm", archive.warm, true, Long.MAX_VALUE, 1),
                new Tier("cold", archive.coldObjects, false, Long.MAX_VALUE, 2));
        reports = new ReaderReports(tiers, archive.copies, archive.jobs, archive.audit, Clock.systemUTC());
        readers = new TieredStore(tiers, archive.copies, reports);
    }

    @AfterEach
    void close() throws IOException {
        reports.close();
        archive.close();
    }

    private Container warm() {
        return archive.copies
                .scan()
                .filter(c -> c.tier().equals("warm"))
                .findFirst()
                .orElseThrow();
    }

    private CopyState stateOf(Container container) {
        return archive.copies
                .scan()
                .filter(c -> c.id().equals(container.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void shouldHaveWhatAReaderFoundMissingRepaired() throws Exception {
        Container container = warm();
        ObjectKey object =
                archive.copies.members(container).findFirst().orElseThrow().object();
        archive.warm.delete(container.location().key());

        try (InputStream in = readers.open(object)) {
            assertThat(in.readAllBytes()).as("from the other copy").isNotEmpty();
        }
        settle();

        assertThat(stateOf(container)).isEqualTo(CopyState.SUSPECT);
        assertThat(archive.jobs.find(JobKind.REPAIR, MovingArchive.STUDY)).isPresent();
    }

    @Test
    void shouldNotDoubtAContainerThatCanBeReadAfterAll() throws Exception {
        reports.unreadable(warm(), ErrorCode.CORRUPT_OBJECT);
        reports.unreadable(warm(), ErrorCode.STORE_UNAVAILABLE);
        settle();
        assertThat(stateOf(warm())).isEqualTo(CopyState.GOOD);
        assertThat(archive.jobs.find(JobKind.REPAIR, MovingArchive.STUDY)).isEmpty();
    }

    /** Reports are looked after one by one. */
    private void settle() throws InterruptedException {
        CountDownLatch settled = new CountDownLatch(1);
        reports.afterAll(settled::countDown);
        assertThat(settled.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
