package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.rejection.Rejection;
import org.muniment.core.SampleDataSet;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.records.disposition.Destruction.State;

/** Others store into a study, move it or bring it back while it is destroyed. */
class DisposalAmidOthersTest extends DisposalDesk {

    private final SampleDataSet first = TestOffice.sample(1, 1, "20110101");
    private final SampleDataSet third = TestOffice.sample(1, 3, "20110101");
    private final StudyInstanceUid study = first.id().study();

    private void hidden() {
        office.study(1, "20110101");
        office.approved(study);
        hide(study);
        office.clock.advance(TestOffice.RESTORABLE);
    }

    private void begin() {
        hidden();
        office.runFrom("LAST_LOOK", study, HELD);
        assertThat(isDestroying()).isTrue();
    }

    private boolean isDestroying() {
        return office.destructions
                .find(study)
                .filter(mark -> mark.state() == State.DESTROYING)
                .isPresent();
    }

    private void run(String... steps) {
        for (String step : steps)
            assertThat(office.runFrom(step, study, HELD)).as(step).isInstanceOf(StepOutcome.Next.class);
    }

    private void shouldBeCertified() {
        assertThat(office.runFrom("CERTIFICATE", study, HELD))
                .isEqualTo(new StepOutcome.Done("DESTROYED, certificate 1"));
    }

    private void shouldBeThere(InstanceId id) {
        InstanceRecord row = office.archive.rows.instance(id).orElseThrow();
        assertThat(office.archive.file(row)).exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldDestroyNothingThatComesDuringTheLastLook(int call) {
        hidden();
        DispositionOffice interrupted = office.interrupted(call, () -> office.archive.store(third));
        office.runFrom("LAST_LOOK", study, interrupted, HELD);
        if (office.archive.rows.instance(third.id()).isEmpty()) office.archive.store(third); // or right after it
        if (isDestroying()) {
            run("CONTAINERS", "OBJECTS", "METADATA", "ROWS");
            shouldBeCertified();
        }
        shouldBeThere(third.id());
    }

    @Test
    void shouldNotDestroyContainersOfWhatCameSince() {
        begin();
        office.archive.store(third);
        office.pack(third.id().seriesId());
        run("CONTAINERS", "OBJECTS", "METADATA", "ROWS");
        shouldBeCertified();
        assertThat(office.copies.ofStudy(study)).singleElement().satisfies(container -> assertThat(container.objects())
                .isEqualTo(1));
        assertThat(office.files(office.warm)).hasSize(1);
    }

    @Test
    void shouldWaitForAPersonWhereAContainerHoldsBoth() {
        begin();
        office.archive.store(third);
        List<InstanceRecord> both =
                new ArrayList<>(office.instances(office.archive.rows, third.id().seriesId()));
        both.addAll(office.instances(
                office.archive.rejections.index().rejected(), third.id().seriesId()));
        office.pack(third.id().seriesId(), both);
        assertThat(office.runFrom("CONTAINERS", study, HELD))
                .isInstanceOfSatisfying(StepOutcome.Parked.class, parked -> assertThat(parked.reason())
                        .contains("came since"));
        assertThat(office.files(office.warm)).hasSize(2);
    }

    @Test
    void shouldKeepWhatIsSentAgainWhenItsBytesAreGone() {
        begin();
        run("CONTAINERS", "OBJECTS");
        office.archive.store(first);
        run("METADATA", "ROWS", "ROWS");
        shouldBeCertified();
        shouldBeThere(first.id());
        assertThat(office.archive.rejections.index().scan()).isEmpty();
        assertThat(office.archive.rejections.index().marks(List.of(first.id()))).isEmpty();
    }

    @Test
    void shouldDestroyWhatIsBroughtBackIntoSightTooLate() {
        begin();
        for (Rejection rejection : office.archive.rejecting.ofStudy(study))
            office.archive.rejecting.restore(rejection.note().instance(), "rita", "not aware of it");
        assertThat(office.isInSight(study)).isTrue();
        run("CONTAINERS", "OBJECTS", "METADATA");
        run("CERTIFICATE"); // which sees that rows are left
        run("ROWS");
        shouldBeCertified();
        assertThat(office.isInSight(study)).isFalse();
        assertThat(office.archive.rejections.index().scan()).isEmpty();
        assertThat(office.archive.objects()).isEmpty();
    }

    @Test
    void shouldBeginNothingOnTheWordOfALookThatWasOvertaken() {
        hidden();
        // a hold turns this look back, and another job looks anew
        Fence stalled = () -> {
            office.destructions.change(study, Destruction::lookAgain);
            office.destructions.change(study, now -> now.lastLook("another"));
        };
        assertThat(office.runFrom("LAST_LOOK", study, stalled))
                .isInstanceOfSatisfying(
                        StepOutcome.Next.class, next -> assertThat(next.step()).isEqualTo("WAIT"));
        assertThat(office.destructions.find(study).orElseThrow().state()).isEqualTo(State.LAST_LOOK);
    }

    @Test
    void shouldDestroyWhatLiesInQuarantine() throws IOException {
        begin();
        office.archive.objects().forEach(office.archive.files::quarantine);
        office.files(office.warm).forEach(key -> office.warm.quarantine(new ObjectKey(key)));
        run("CONTAINERS", "OBJECTS", "METADATA", "ROWS");
        shouldBeCertified();
        for (String store : List.of("hot", "warm"))
            try (Stream<Path> files = Files.walk(home.resolve(store).resolve("quarantine"))) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
    }
}
