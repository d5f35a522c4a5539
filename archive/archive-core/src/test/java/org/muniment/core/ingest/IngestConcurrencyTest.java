package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.core.SampleDataSet;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class IngestConcurrencyTest {

    private static final int THREADS = 8;

    @TempDir
    Path root;

    private TestArchive archive;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        archive.close();
    }

    @RepeatedTest(5)
    void shouldStoreOneOfManyIdenticalInstances() throws Exception {
        List<IngestOutcome> outcomes = atOnce(n -> archive.store(new SampleDataSet(1, 1, 1)));
        assertThat(outcomes).filteredOn(IngestOutcome.Stored.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(IngestOutcome.AlreadyStored.class::isInstance)
                .hasSize(THREADS - 1);
        assertThat(archive.objects())
                .containsExactly(outcomes.get(0).instance().location().key());
    }

    @RepeatedTest(5)
    void shouldKeepOneOfManyDifferentInstances() throws Exception {
        List<IngestOutcome> outcomes = atOnce(n -> archive.store(new SampleDataSet(1, 1, 1).pixels(512 + 2 * n)));
        assertThat(outcomes).filteredOn(IngestOutcome.Stored.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(IngestOutcome.Kept.class::isInstance).hasSize(THREADS - 1);
        assertThat(archive.objects())
                .containsExactly(outcomes.get(0).instance().location().key());
    }

    @RepeatedTest(5)
    void shouldRetireAllButTheLastOfManyReplacements() throws Exception {
        List<IngestOutcome> outcomes =
                atOnce(n -> archive.store(new SampleDataSet(1, 1, 1).pixels(512 + 2 * n), DuplicatePolicy.REPLACE));
        assertThat(outcomes)
                .filteredOn(IngestOutcome.Replaced.class::isInstance)
                .hasSize(THREADS - 1);
        InstanceRecord row =
                archive.rows.instance(new SampleDataSet(1, 1, 1).id()).orElseThrow();
        assertThat(archive.objects()).hasSize(THREADS).contains(row.location().key());
        assertThat(archive.rows.retired(java.time.Instant.MAX))
                .hasSize(THREADS - 1)
                .noneMatch(retired -> retired.location().equals(row.location()));
    }

    @RepeatedTest(5)
    void shouldLoseNothingThatInstancesOfOneStudyAdd() throws Exception {
        atOnce(n -> archive.store(new SampleDataSet(1, n, 1)
                .without(Tag.AccessionNumber)
                .with(Tag.Modality, VR.CS, "M" + n)
                .with(n == 3 ? Tag.StudyDescription : Tag.ImageComments, VR.LO, "Head")));
        try (var found = archive.rows.studies(new StudyAccess.ByPatientId("P1"))) {
            StudyRecord study = found.findFirst().orElseThrow();
            assertThat(study.modalities()).hasSize(THREADS);
            assertThat(study.attributes().getString(Tag.StudyDescription)).isEqualTo("Head");
        }
        assertThat(archive.rows.series(new SampleDataSet(1, 1, 1).id().study())).hasSize(THREADS);
    }

    @Test
    void shouldNotWaitForAnotherSenderThatIsSlow() throws Exception {
        SampleDataSet sent = new SampleDataSet(1, 1, 1);
        byte[] bytes = sent.toBytes();
        PipedOutputStream slow = new PipedOutputStream();
        InputStream slowly = new PipedInputStream(slow, 1 << 16);
        slow.write(bytes, 0, bytes.length - 1);
        Future<IngestOutcome> first =
                threads.submit(() -> archive.ingest.ingest(sent.request(IngestPolicy.DEFAULT), slowly));
        IngestOutcome second = archive.store(sent);
        assertThat(second).isInstanceOf(IngestOutcome.Stored.class);
        slow.write(bytes, bytes.length - 1, 1);
        slow.close();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(new IngestOutcome.AlreadyStored(second.instance()));
    }

    @Test
    void shouldSeeWhatWasCommittedAfterItsOwnAnnouncement() throws Exception {
        SampleDataSet sent = new SampleDataSet(1, 1, 1);
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch bothDurable = new CountDownLatch(2);
        archive.steps.each(step -> {
            if (step == Step.AFTER_OBJECT_IS_DURABLE) bothDurable.countDown();
            if (step != Step.BEFORE_ROW_IS_COMMITTED) return;
            committing.countDown();
            await(bothDurable);
        });
        Future<IngestOutcome> first = threads.submit(() -> archive.store(sent));
        await(committing);
        IngestOutcome second = archive.store(sent);
        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(IngestOutcome.Stored.class);
        assertThat(second).isInstanceOf(IngestOutcome.AlreadyStored.class);
        assertThat(archive.objects()).hasSize(1);
    }

    @Test
    void shouldSaySoWhereTheSameInstanceIsBeingCommittedForTooLong() throws Exception {
        IngestConfig impatient = new IngestConfig(Duration.ofMillis(50), Duration.ofSeconds(5), 64 << 10);
        IngestService ingest = new IngestService(
                archive.steps.on(archive.files),
                archive.index,
                archive.workers,
                impatient,
                IngestListener.NONE,
                Clock.systemUTC());
        SampleDataSet sent = new SampleDataSet(1, 1, 1);
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        archive.steps.each(step -> {
            if (step != Step.BEFORE_ROW_IS_COMMITTED) return;
            committing.countDown();
            await(goOn);
        });
        Callable<IngestOutcome> store =
                () -> ingest.ingest(sent.request(IngestPolicy.DEFAULT), new ByteArrayInputStream(sent.toBytes()));
        Future<IngestOutcome> first = threads.submit(store);
        await(committing);
        assertThatThrownBy(store::call).isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INSTANCE_BUSY));
        assertThat(archive.objects()).hasSize(1);
        goOn.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(IngestOutcome.Stored.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Store {
        IngestOutcome store(int n);
    }

    private List<IngestOutcome> atOnce(Store store) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<IngestOutcome>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int n = i;
            futures.add(threads.submit(() -> {
                together.await(10, TimeUnit.SECONDS);
                return store.store(n);
            }));
        }
        List<IngestOutcome> outcomes = new ArrayList<>();
        for (Future<IngestOutcome> future : futures) outcomes.add(future.get(30, TimeUnit.SECONDS));
        return outcomes;
    }
}
