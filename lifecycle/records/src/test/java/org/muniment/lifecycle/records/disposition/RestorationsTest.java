package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.reject.RejectionTarget;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.records.disposition.DispositionItem.Result;

/** Somebody takes a rejection back whose study is on its way to destruction. */
class RestorationsTest extends DisposalDesk {

    private Rejection restore(Rejection rejection) {
        return new Restorations(office.archive.rejecting, office.dispositions())
                .restore(rejection.note().instance(), "rita", "");
    }

    private Rejection ofDestruction(StudyInstanceUid study) {
        return office.archive.rejecting.ofStudy(study).stream()
                .filter(rejection -> rejection.code() == RejectionCode.RETENTION_EXPIRED)
                .findFirst()
                .orElseThrow();
    }

    private Disposition hidden(StudyInstanceUid study) {
        Disposition disposition = office.approved(study);
        hide(study);
        office.clock.advance(TestOffice.RESTORABLE);
        return disposition;
    }

    private void shouldBeKept(Disposition disposition, StudyInstanceUid study) {
        assertThat(office.runTwice(study)).isEqualTo(new StepOutcome.Done("RESTORED"));
        assertThat(outcome(disposition, study).result()).isEqualTo(Result.RESTORED);
        assertThat(office.isInSight(study)).isTrue();
        assertThat(office.destructions.all()).isEmpty();
        assertThat(office.files(office.warm)).hasSize(1);
    }

    @Test
    void shouldStopTheDestruction() {
        StudyInstanceUid study = office.study(1, "20110101");
        Disposition disposition = hidden(study);
        Rejection note = ofDestruction(study);
        assertThat(restore(note).state()).isEqualTo(Rejection.State.RESTORED);
        assertThat(office.isInSight(study)).isTrue();
        shouldBeKept(disposition, study);
        assertThat(restore(note).state()).isEqualTo(Rejection.State.RESTORED); // once more
    }

    @Test
    void shouldStopItBetweenTheLastLookAndTheFirstByte() {
        StudyInstanceUid study = office.study(1, "20110101");
        Disposition disposition = hidden(study);
        Fence inBetween = () -> restore(ofDestruction(study));
        assertThat(office.runFrom("LAST_LOOK", study, inBetween)).isInstanceOf(StepOutcome.Next.class);
        shouldBeKept(disposition, study);
    }

    @Test
    void shouldStopItAlsoWhereTheNoteIsAnother() {
        StudyInstanceUid study = office.study(1, "20110101");
        SopInstanceUid first = TestOffice.sample(1, 1, "").id().instance();
        Rejection blurred = office.archive.rejecting.reject(
                new RejectionTarget(study, List.of(), List.of(first)), RejectionCode.QUALITY, "tech", "blurred");
        Disposition disposition = hidden(study);
        restore(blurred);
        shouldBeKept(disposition, study);
    }

    @Test
    void shouldBeRefusedWhereItHasBegun() {
        StudyInstanceUid study = office.study(1, "20110101");
        hidden(study);
        Rejection note = ofDestruction(study);
        for (String step : List.of("LAST_LOOK", "CONTAINERS", "OBJECTS")) {
            office.runFrom(step, study, HELD);
            assertThatThrownBy(() -> restore(note))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DESTRUCTION_BEGUN));
            assertThat(office.isInSight(study)).isFalse();
        }
        assertThat(office.runTwice(study)).isEqualTo(new StepOutcome.Done("DESTROYED, certificate 1"));
    }
}
