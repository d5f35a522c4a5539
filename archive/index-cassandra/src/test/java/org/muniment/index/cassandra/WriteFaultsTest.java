package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What readers see when a statement of a write, or its answer, is lost, and that a retry mends it. */
class WriteFaultsTest {

    private static final String ANY = "";
    private static final String BATCH = ";";

    private static FaultInjectingSession session;
    private static CassandraStudyIndex index;

    @BeforeAll
    static void open() {
        session = new FaultInjectingSession(TestIndex.session());
        index = new CassandraStudyIndex(session, TestIndex.REQUESTS, Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Nested
    class WhenCommittingAnInstance {

        @Test
        void shouldBeInvisibleUnlessItWasExecuted() {
            SampleStudy sample = new SampleStudy().commitTo(index);
            InstanceRecord second = sample.instance(1, 2);

            session.failBefore(1, "UPDATE instance SET sop_class");
            assertUnavailable(() -> index.commit(second));
            assertThat(index.instance(second.id())).isEmpty();

            session.failAfter(1, "UPDATE instance SET sop_class");
            assertUnavailable(() -> index.commit(second));
            assertThat(index.instance(second.id())).isPresent();

            index.commit(second);
            assertThat(index.countInstances(sample.seriesId(1))).isEqualTo(2);
        }

        @Test
        void shouldBeMendedWhicheverHalfACrashHasLeft() {
            SampleStudy sample = new SampleStudy().commitTo(index);
            for (int half = 0; half < 2; half++) {
                int only = half;
                InstanceRecord second = sample.instance(1, 2 + half);
                session.tear("UPDATE instance SET sop_class", rows -> rows.subList(only, only + 1));
                assertUnavailable(() -> index.commit(second));
                assertThat(index.instancesByUid(second.id().instance())).isEmpty();

                index.commit(second);
                assertThat(index.instancesByUid(second.id().instance())).hasSize(1);
                assertThat(index.instance(second.id())).isPresent();
            }
        }

        @Test
        void shouldGiveUpWhenNoAnswerComes() {
            Duration patience = Duration.ofMillis(100);
            CassandraStudyIndex impatient = new CassandraStudyIndex(
                    session,
                    new CassandraIndexConfig.Requests(CassandraIndexConfig.Consistency.LOCAL_QUORUM, patience, 50),
                    Clock.systemUTC());
            InstanceRecord instance = new SampleStudy().instance(1, 1);
            CompletableFuture<Void> release = session.holdBefore(1, "UPDATE instance SET sop_class");

            assertUnavailable(() -> impatient.commit(instance));
            assertThat(index.instance(instance.id())).isEmpty();

            release.complete(null);
            index.commit(instance);
            assertThat(index.instance(instance.id())).isPresent();
        }
    }

    @Nested
    class WhenCommittingWithSeriesAndStudy {

        @Test
        void shouldBeNothingOrAllOfIt() {
            SampleStudy sample = new SampleStudy();
            InstanceRecord instance = sample.instance(1, 1);

            session.failBefore(1, BATCH);
            assertUnavailable(() -> index.commit(instance, sample.series(1), sample.study()));
            assertAbsent(sample);

            session.failAfter(1, BATCH);
            assertUnavailable(() -> index.commit(instance, sample.series(1), sample.study()));
            assertComplete(sample);

            index.commit(instance, sample.series(1), sample.study());
            assertComplete(sample);
        }

        @Test
        void shouldGiveNoWrongAnswerWhileABatchIsPartlyThere() {
            int size = sizeOfBatch();
            for (int i = 0; i < size; i++) {
                int only = i;
                assertMended(new SampleStudy(), rows -> rows.subList(only, only + 1));
                assertMended(new SampleStudy(), rows -> rows.subList(0, only));
            }
        }

        private int sizeOfBatch() {
            SampleStudy sample = new SampleStudy();
            int[] size = new int[1];
            session.tear(BATCH, rows -> {
                size[0] = rows.size();
                return List.of();
            });
            assertUnavailable(() -> index.commit(sample.instance(1, 1), sample.series(1), sample.study()));
            assertThat(size[0]).isGreaterThanOrEqualTo(8);
            return size[0];
        }

        private void assertMended(SampleStudy sample, UnaryOperator<List<BatchableStatement<?>>> part) {
            InstanceRecord instance = sample.instance(1, 1);
            session.tear(BATCH, part);
            assertUnavailable(() -> index.commit(instance, sample.series(1), sample.study()));
            assertConsistent(sample);

            index.commit(instance, sample.series(1), sample.study());
            assertComplete(sample);
        }

        @Test
        void shouldShowNoInstanceWithoutItsStudyWhenTooLargeForABatch() {
            int statements = statementsOf(() -> {
                SampleStudy large = large();
                index.commit(large.instance(1, 1), large.series(1), large.study());
            });
            assertThat(statements).isGreaterThanOrEqualTo(8);
            for (int nth = 1; nth <= statements; nth++) {
                for (BiConsumer<Integer, String> fault :
                        List.<BiConsumer<Integer, String>>of(session::failBefore, session::failAfter)) {
                    SampleStudy sample = large();
                    InstanceRecord instance = sample.instance(1, 1);
                    fault.accept(nth, ANY);
                    assertUnavailable(() -> index.commit(instance, sample.series(1), sample.study()));
                    assertConsistent(sample);
                    if (index.instance(instance.id()).isPresent()) assertComplete(sample);

                    index.commit(instance, sample.series(1), sample.study());
                    assertComplete(sample);
                }
            }
        }
    }

    @Nested
    class WhenReplacing {

        @Test
        void shouldHaveTheOldOrTheNewInstance() {
            SampleStudy sample = new SampleStudy();
            InstanceRecord old = sample.instance(1, 1);
            InstanceRecord changed = sample.instance(1, 1);
            index.commit(old, sample.series(1), sample.study());

            session.failBefore(1, BATCH);
            assertUnavailable(() -> index.replace(old, changed, sample.series(1), sample.study()));
            assertThat(location(old)).isEqualTo(old.location());
            assertThat(retired()).doesNotContain(old.location());

            session.failAfter(1, BATCH);
            assertUnavailable(() -> index.replace(old, changed, sample.series(1), sample.study()));
            index.replace(old, changed, sample.series(1), sample.study());
            assertReplaced(old, changed);
        }

        @Test
        void shouldRetireNothingStillReferredToWhenTooLargeForABatch() {
            int statements = statementsOf(() -> replaceLarge(new SampleStudy().with(Tag.StudyID, VR.SH, "1")));
            for (int nth = 1; nth <= statements; nth++) {
                SampleStudy sample = large();
                InstanceRecord old = sample.instance(1, 1);
                InstanceRecord changed = sample.instance(1, 1);
                index.commit(old, sample.series(1), sample.study());
                session.failBefore(nth, ANY);
                assertUnavailable(() -> index.replace(old, changed, sample.series(1), sample.study()));
                assertThat(location(old)).isIn(old.location(), changed.location());
                assertThat(retired()).doesNotContain(location(old));

                index.replace(old, changed, sample.series(1), sample.study());
                assertReplaced(old, changed);
            }
        }

        private void replaceLarge(SampleStudy sample) {
            sample.with(Tag.PatientComments, VR.LT, "x".repeat(40_000));
            index.replace(sample.instance(1, 1), sample.instance(1, 1), sample.series(1), sample.study());
        }

        private ObjectLocation location(InstanceRecord instance) {
            return index.instance(instance.id()).orElseThrow().location();
        }

        private List<ObjectLocation> retired() {
            try (Stream<RetiredObject> retired = index.retired(Instant.now().plusSeconds(60))) {
                return retired.map(RetiredObject::location).toList();
            }
        }

        private void assertReplaced(InstanceRecord old, InstanceRecord changed) {
            assertThat(location(old)).isEqualTo(changed.location());
            assertThat(index.countInstances(old.id().seriesId())).isEqualTo(1);
            assertThat(retired()).contains(old.location()).doesNotContain(changed.location());
        }
    }

    private static SampleStudy large() {
        return new SampleStudy().with(Tag.PatientComments, VR.LT, "x".repeat(40_000));
    }

    /** When done for the second time: the first also lists new buckets. */
    private static int statementsOf(Runnable action) {
        action.run();
        int before = session.statements();
        action.run();
        return session.statements() - before;
    }

    private static void assertUnavailable(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INDEX_UNAVAILABLE));
    }

    private static void assertAbsent(SampleStudy sample) {
        assertThat(index.instance(sample.instanceId(1, 1))).isEmpty();
        assertThat(index.series(sample.uid())).isEmpty();
        for (StudyAccess access : accesses(sample)) assertThat(found(access)).isEmpty();
    }

    /** Whatever is found is right. */
    private static void assertConsistent(SampleStudy sample) {
        for (StudyAccess access : accesses(sample)) {
            for (StudyRecord study : found(access)) {
                assertThat(study.id()).isEqualTo(sample.uid());
                assertThat(study.attributes().getString(Tag.PatientID)).isEqualTo(sample.patientId());
                assertThat(study.modalities()).containsExactly("CT");
            }
        }
        assertThat(index.series(sample.uid()).toList()).hasSizeLessThanOrEqualTo(1);
        assertThat(index.countInstances(sample.seriesId(1))).isLessThanOrEqualTo(1);
    }

    private static void assertComplete(SampleStudy sample) {
        assertConsistent(sample);
        for (StudyAccess access : accesses(sample)) assertThat(found(access)).hasSize(1);
        assertThat(index.series(sample.uid())).hasSize(1);
        assertThat(index.seriesByUid(sample.seriesId(1).series())).hasSize(1);
        assertThat(index.instance(sample.instanceId(1, 1))).isPresent();
    }

    private static List<StudyAccess> accesses(SampleStudy sample) {
        String name = "sample^" + "study" + sample.patientId().substring(1);
        return List.of(
                new StudyAccess.ByStudyUid(List.of(sample.uid())),
                new StudyAccess.ByPatientId(sample.patientId()),
                new StudyAccess.ByAccessionNumber(sample.accessionNumber()),
                new StudyAccess.ByPatientName(name));
    }

    private static List<StudyRecord> found(StudyAccess access) {
        try (Stream<StudyRecord> studies = index.studies(access)) {
            return studies.toList();
        }
    }
}
