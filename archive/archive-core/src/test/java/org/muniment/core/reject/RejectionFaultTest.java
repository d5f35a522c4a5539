package org.muniment.core.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.Rejection.State;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.SampleDataSet;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.reconcile.ReconcileConfig;
import org.muniment.core.reconcile.ReconcileReport;

/** The index fails, or the process ends, in the middle of a rejection or restoration. */
class RejectionFaultTest {

    private static final ArchiveException FAULT = new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "injected");

    @TempDir
    Path root;

    private TestArchive archive;
    private final SampleDataSet one = new SampleDataSet(1, 1, 1);
    private final SampleDataSet two = new SampleDataSet(1, 1, 2);
    private final SampleDataSet note = SampleNote.of(RejectionCode.PATIENT_SAFETY, 1, 1, two.id());

    @BeforeEach
    void start() {
        archive = new TestArchive(root);
        archive.store(one);
        archive.store(two);
    }

    @AfterEach
    void stop() throws Exception {
        archive.close();
    }

    /** Fails at the n-th write of a rejection from now on, as long as it is not told otherwise. */
    private void failAt(int nth) {
        AtomicInteger writes = new AtomicInteger();
        archive.steps.each(step -> {
            if (step == Step.CHANGE_REJECTION && writes.incrementAndGet() >= nth) throw FAULT;
        });
    }

    private static int writesOf(TestArchive archive, Runnable change) {
        AtomicInteger writes = new AtomicInteger();
        archive.steps.each(step -> {
            if (step == Step.CHANGE_REJECTION) writes.incrementAndGet();
        });
        change.run();
        archive.steps.none();
        return writes.get();
    }

    @Test
    void shouldBeCompletedAtTheNextStartWhereverItStopped() throws Exception {
        int writes = writesOf(archive, () -> archive.store(note, SampleNote.MAY_REJECT));
        assertThat(writes).isGreaterThan(4);
        for (int nth = 1; nth <= writes; nth++) {
            restart(nth);
            failAt(nth);
            assertThatThrownBy(() -> archive.store(note, SampleNote.MAY_REJECT)).isSameAs(FAULT);
            assertNothingLost();

            archive.steps.none();
            assertThat(archive.rejecting.completeUnfinished()).isEmpty();

            if (nth == 1) continue; // it was not even announced, nor stored
            assertRejected();
            assertThat(archive.rejected).hasSize(1);
        }
    }

    @Test
    void shouldBeCompletedByWhoSendsTheNoteAgain() throws Exception {
        int writes = writesOf(archive, () -> archive.store(note, SampleNote.MAY_REJECT));
        for (int nth = 1; nth <= writes; nth++) {
            restart(nth);
            failAt(nth);
            assertThatThrownBy(() -> archive.store(note, SampleNote.MAY_REJECT)).isSameAs(FAULT);

            archive.steps.none();
            archive.store(note, SampleNote.MAY_REJECT);

            assertRejected();
        }
    }

    @Test
    void shouldCompleteARestorationWhereverItStopped() throws Exception {
        archive.store(note, SampleNote.MAY_REJECT);
        int writes = writesOf(archive, this::restore);
        for (int nth = 1; nth <= writes; nth++) {
            restart(nth);
            archive.store(note, SampleNote.MAY_REJECT);
            failAt(nth);
            assertThatThrownBy(this::restore).isSameAs(FAULT);
            assertNothingLost();

            archive.steps.none();
            archive.rejecting.completeUnfinished();
            if (nth == 1) restore(); // it was not written down

            assertThat(archive.rows.scan())
                    .extracting(InstanceRecord::id)
                    .containsExactlyInAnyOrder(one.id(), two.id());
            assertThat(register().state()).isEqualTo(State.RESTORED);
            assertThat(archive.restored).hasSize(1);
        }
    }

    /** Each round in a directory of its own, with an index of its own. */
    private void restart(int round) throws Exception {
        archive.close();
        archive = new TestArchive(root.resolve("round-" + round));
        archive.store(one);
        archive.store(two);
    }

    private void restore() {
        archive.rejecting.restore(note.id().instance(), "joe", "");
    }

    private Rejection register() {
        return archive.rejecting.rejection(note.id().instance());
    }

    private void assertNothingLost() {
        for (SampleDataSet sent : List.of(one, two))
            assertThat(archive.index.held(sent.id())).isPresent();
    }

    private void assertRejected() {
        assertThat(archive.rows.scan()).extracting(InstanceRecord::id).containsExactlyInAnyOrder(one.id(), note.id());
        assertThat(archive.rows.rejections().scan())
                .extracting(InstanceRecord::id)
                .containsExactly(two.id());
        assertThat(register().state()).isEqualTo(State.IN_FORCE);
    }

    @Test
    void shouldForgetARejectionWhoseNoteWasNeverStored() {
        archive.steps.fail(Step.BEFORE_ROW_IS_COMMITTED, FAULT);
        assertThatThrownBy(() -> archive.store(note, SampleNote.MAY_REJECT)).isSameAs(FAULT);
        archive.steps.none();

        archive.rejecting.completeUnfinished();
        assertThat(archive.rows.instance(two.id())).isPresent();
        assertThat(archive.rows.rejections().register().unsettled()).hasSize(1);

        archive.reconcilerOfTomorrow(ReconcileConfig.DEFAULT).reconcile();

        assertThat(archive.rows.rejections().register().unsettled()).isEmpty();
        assertThat(archive.rejecting.ofStudy(one.id().study())).isEmpty();
        assertThat(archive.rows.instance(two.id())).isPresent();
    }

    @Test
    void shouldGoOnWithOthersWhereOneNoteIsLost() throws Exception {
        failAt(3);
        assertThatThrownBy(() -> archive.store(note, SampleNote.MAY_REJECT)).isSameAs(FAULT);
        SampleDataSet second = SampleNote.of(RejectionCode.QUALITY, 1, 2, one.id());
        failAt(3);
        assertThatThrownBy(() -> archive.store(second, SampleNote.MAY_REJECT)).isSameAs(FAULT);
        archive.steps.none();
        archive.files.delete(
                archive.rows.instance(note.id()).orElseThrow().location().key());

        assertThat(archive.rejecting.completeUnfinished()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(note.id().instance().value()));

        assertThat(archive.rows.instance(one.id())).isEmpty();
    }

    /** What another node has stored in the moment of the rejection comes in sight; the reconciler looks again, once. */
    @Test
    void shouldBeEnforcedOnceMoreByTheReconciler() {
        SampleDataSet late = new SampleDataSet(1, 1, 3);
        archive.store(late);
        InstanceRecord committed = archive.rows.instance(late.id()).orElseThrow();
        archive.store(SampleNote.of(RejectionCode.QUALITY, 1, 1, late.id()), SampleNote.MAY_REJECT);
        archive.rows.commit(committed);

        ReconcileReport report =
                archive.reconcilerOfTomorrow(ReconcileConfig.DEFAULT).reconcile();

        assertThat(report.isAlarming()).isFalse();
        assertThat(archive.rows.instance(late.id())).isEmpty();
        assertThat(archive.rows.rejections().register().unsettled()).isEmpty();
    }

    @Test
    void shouldNeverTakeRejectedObjectsForOrphans() {
        archive.store(SampleNote.of(RejectionCode.RETENTION_EXPIRED, 1, 1, one.id(), two.id()), SampleNote.MAY_REJECT);
        int objects = archive.objects().size();

        ReconcileReport report = archive.reconcilerOfTomorrow(
                        ReconcileConfig.DEFAULT.withDigests().withRewrite())
                .reconcile();

        assertThat(report.problems()).isEmpty();
        assertThat(report.isAlarming()).isFalse();
        assertThat(report.orphans()).isZero();
        assertThat(report.instances()).isEqualTo(3);
        assertThat(archive.objects()).hasSize(objects);
        assertThat(archive.rows.scan()).isEmpty();
    }

    @Test
    void shouldReportTheLossOfARejectedObject() {
        archive.store(note, SampleNote.MAY_REJECT);
        archive.files.delete(
                archive.index.held(two.id()).orElseThrow().location().key());

        ReconcileReport report =
                archive.reconcilerOfTomorrow(ReconcileConfig.DEFAULT).reconcile();

        assertThat(report.lost()).isEqualTo(1);
    }

    @Test
    void shouldHideAllOfAStudyThatIsBeingStored() throws Exception {
        List<SampleDataSet> sent = new ArrayList<>();
        for (int i = 10; i < 60; i++) sent.add(new SampleDataSet(1, 1 + i % 3, i));
        SampleDataSet all = SampleNote.of(
                RejectionCode.PATIENT_SAFETY,
                1,
                2,
                sent.stream().map(SampleDataSet::id).toArray(InstanceId[]::new));
        ExecutorService senders = Executors.newFixedThreadPool(4);
        List<Future<IngestOutcome>> stored = new ArrayList<>();
        for (SampleDataSet dataSet : sent) {
            if (stored.size() == 25) stored.add(senders.submit(() -> archive.store(all, SampleNote.MAY_REJECT)));
            stored.add(senders.submit(() -> archive.store(dataSet)));
        }
        for (Future<IngestOutcome> outcome : stored)
            assertThat(outcome.get(30, TimeUnit.SECONDS).isSuccess()).isTrue();
        senders.shutdownNow();

        assertThat(archive.rows.scan())
                .extracting(InstanceRecord::id)
                .containsExactlyInAnyOrder(one.id(), two.id(), all.id());
        assertThat(archive.rows.rejections().scan()).hasSize(50);
        assertThat(archive.rejecting.completeUnsettled(Duration.ZERO)).isEmpty();
    }
}
