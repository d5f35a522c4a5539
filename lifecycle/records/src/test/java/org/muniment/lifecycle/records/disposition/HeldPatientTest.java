package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.records.disposition.DispositionItem.Result;
import org.muniment.lifecycle.records.hold.HoldDocument.PatientId;
import org.muniment.lifecycle.records.hold.HoldRequest;
import org.muniment.lifecycle.records.policy.StudyExplanations;

/** A study that came as P1's, and that a person has assigned to P9 since, is covered by a hold on either. */
class HeldPatientTest extends DisposalDesk {

    private StudyInstanceUid assigned() {
        StudyInstanceUid study = office.study(1, "20110101");
        office.patients.assign(
                study, new PatientIdentifier("P9", "HOSPITAL"), new Provenance("rita", "item 1", Instant.now()));
        return study;
    }

    private void hold(String patient) {
        HoldRequest request = new HoldRequest(
                null,
                new PatientId(patient, null),
                null,
                "suit",
                "4 C 12/26",
                "counsel",
                LocalDate.of(2099, 1, 1),
                false);
        assertThat(office.holds.place(request, "counsel").tooLate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1", "P9"})
    void shouldBeHeldForWhoeverItWasFiledUnder(String patient) {
        StudyInstanceUid study = assigned();
        Disposition disposition = office.approved(study);
        hold(patient);
        assertThat(new StudyExplanations(office.facts, office.policies, office.holds)
                        .explain(study)
                        .holds())
                .hasSize(1);
        assertThat(office.dispositions().dryRun(disposition.id()).get(0).refusals())
                .singleElement()
                .asString()
                .contains("HELD");
        shouldBeGivenBack(disposition, study);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1", "P9"})
    void shouldBeHeldInTheLastLook(String patient) {
        StudyInstanceUid study = assigned();
        Disposition disposition = office.approved(study);
        hide(study);
        office.clock.advance(TestOffice.RESTORABLE);
        Fence betweenLookAndFirstByte = () -> {
            if (office.holds.inForce().isEmpty()) hold(patient);
        };
        assertThat(office.runFrom("LAST_LOOK", study, betweenLookAndFirstByte)).isInstanceOf(StepOutcome.Next.class);
        shouldBeGivenBack(disposition, study);
    }

    @Test
    void shouldStayHeldWhereItIsAssignedToSomebodyElseAfterTheApproval() {
        StudyInstanceUid study = office.study(1, "20110101");
        Disposition disposition = office.approved(study);
        hold("P1");
        office.patients.assign(
                study, new PatientIdentifier("P9", "HOSPITAL"), new Provenance("rita", "item 1", Instant.now()));
        shouldBeGivenBack(disposition, study);
    }

    @Test
    void shouldNotBeHeldForAnybodyElse() {
        StudyInstanceUid study = assigned();
        office.approved(study);
        hold("P8");
        hide(study);
        office.clock.advance(TestOffice.RESTORABLE);
        assertThat(office.runTwice(study)).isEqualTo(new StepOutcome.Done("DESTROYED, certificate 1"));
    }

    private void shouldBeGivenBack(Disposition disposition, StudyInstanceUid study) {
        assertThat(office.runTwice(study)).isEqualTo(new StepOutcome.Done("REFUSED"));
        assertThat(outcome(disposition, study).result()).isEqualTo(Result.REFUSED);
        assertThat(outcome(disposition, study).reasons())
                .anySatisfy(why -> assertThat(why).contains("HELD"));
        assertThat(office.isInSight(study)).isTrue();
        assertThat(office.files(office.warm)).hasSize(1);
    }
}
