package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.RejectionIndex;

/** What readers see when a statement of a rejection, or its answer, is lost, and that repeating it completes it. */
class RejectionFaultsTest {

    private static final SopInstanceUid NOTE = new SopInstanceUid("2.25.4713");

    private static FaultInjectingSession session;
    private static CassandraStudyIndex index;
    private static RejectionIndex rejections;

    @BeforeAll
    static void open() {
        session = new FaultInjectingSession(TestIndex.session());
        index = new CassandraStudyIndex(session, TestIndex.REQUESTS, Clock.systemUTC());
        rejections = index.rejections();
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Test
    void shouldLoseNothingWhereverHidingStops() {
        SampleStudy measured = new SampleStudy();
        List<InstanceRecord> some = committed(measured);
        int statements = statementsOf(() -> hide(measured, some));
        assertThat(statements).isGreaterThan(8);
        for (int nth = 1; nth <= statements; nth++) {
            for (BiConsumer<Integer, String> fault : faults()) {
                SampleStudy sample = new SampleStudy();
                List<InstanceRecord> instances = committed(sample);
                fault.accept(nth, "");
                assertUnavailable(() -> hide(sample, instances));
                assertHeld(instances);

                hide(sample, instances);
                assertThat(index.countInstances(sample.seriesId(1))).isZero();
                assertThat(index.series(sample.uid())).isEmpty();
                assertThat(rejections.rejected().countInstances(sample.seriesId(1)))
                        .isEqualTo(instances.size());
                assertThat(index.lookUp(instances.get(0).id()).rejectedBy()).containsOnlyKeys(NOTE);
            }
        }
    }

    @Test
    void shouldLoseNothingWhereverShowingStops() {
        SampleStudy measured = new SampleStudy();
        List<InstanceRecord> some = committed(measured);
        hide(measured, some);
        int statements = statementsOf(() -> show(measured, some));
        for (int nth = 1; nth <= statements; nth++) {
            for (BiConsumer<Integer, String> fault : faults()) {
                SampleStudy sample = new SampleStudy();
                List<InstanceRecord> instances = committed(sample);
                hide(sample, instances);
                fault.accept(nth, "");
                assertUnavailable(() -> show(sample, instances));
                assertHeld(instances);

                show(sample, instances);
                assertThat(index.instances(sample.seriesId(1))).hasSameSizeAs(instances);
                assertThat(index.instancesByUid(instances.get(0).id().instance()))
                        .hasSize(1);
                assertThat(rejections.rejected().series(sample.uid())).isEmpty();
                assertThat(index.lookUp(instances.get(0).id()).rejectedBy()).isEmpty();
            }
        }
    }

    @Test
    void shouldRegisterARejectionOrNot() {
        SampleStudy sample = new SampleStudy();
        Rejection rejection = new Rejection(
                sample.instanceId(9, 9),
                RejectionCode.QUALITY,
                "jane",
                Instant.now(),
                "",
                Set.of(sample.uid()),
                1,
                Rejection.State.PENDING,
                Optional.empty());
        session.failBefore(1, "INSERT INTO rejection ");
        assertUnavailable(() -> rejections.register().record(rejection));
        assertThat(rejections.register().ofStudy(sample.uid())).isEmpty();

        session.failAfter(1, "INSERT INTO rejection ");
        assertUnavailable(() -> rejections.register().record(rejection));
        assertThat(rejections.register().unsettled()).contains(rejection);

        rejections.register().record(rejection);
        assertThat(rejections.register().ofStudy(sample.uid())).containsExactly(rejection);
    }

    /** The look-up every store makes must stay as cheap as it was. */
    @Test
    void shouldLookUpANewInstanceByOneStatement() {
        assertThat(statementsOf(() -> index.lookUp(new SampleStudy().instanceId(1, 1))))
                .isEqualTo(1);
    }

    private static List<InstanceRecord> committed(SampleStudy sample) {
        return IntStream.range(0, 2)
                .mapToObj(n -> {
                    InstanceRecord instance = sample.instance(1, n);
                    index.commit(instance, sample.series(1), sample.study());
                    return instance;
                })
                .toList();
    }

    private static void hide(SampleStudy sample, List<InstanceRecord> instances) {
        rejections.mark(instances.stream().map(InstanceRecord::id).toList(), NOTE, RejectionCode.QUALITY);
        rejections.hide(instances, sample.series(1), sample.study());
        rejections.prune(sample.uid());
    }

    private static void show(SampleStudy sample, List<InstanceRecord> instances) {
        rejections.show(instances, sample.series(1), sample.study());
        rejections.unmark(instances.stream().map(InstanceRecord::id).toList(), NOTE);
        rejections.prune(sample.uid());
    }

    private static List<BiConsumer<Integer, String>> faults() {
        return List.of(session::failBefore, session::failAfter);
    }

    private static void assertHeld(List<InstanceRecord> instances) {
        for (InstanceRecord instance : instances)
            assertThat(index.instance(instance.id())
                            .or(() -> rejections.rejected().instance(instance.id())))
                    .isPresent();
    }

    private static int statementsOf(Runnable change) {
        int before = session.statements();
        change.run();
        return session.statements() - before;
    }

    private static void assertUnavailable(Runnable change) {
        assertThatThrownBy(change::run).isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INDEX_UNAVAILABLE));
    }
}
