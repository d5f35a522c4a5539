package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.tier.Container;
import org.muniment.core.reject.RejectionTarget;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.LeaseLost;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.records.certificate.Certificate;
import org.muniment.lifecycle.records.disposition.Destruction.State;
import org.muniment.lifecycle.records.disposition.DispositionItem.Outcome;
import org.muniment.lifecycle.records.disposition.DispositionItem.Result;
import org.muniment.lifecycle.records.hold.PlacedHold;

class DisposalTest extends DisposalDesk {

    @Nested
    class WhenTwoPeopleAgreed {

        @Test
        void shouldDestroyAllCopiesAndRowsAndCertifyIt() {
            StudyInstanceUid kept = office.study(1, "20100101");
            StudyInstanceUid study = office.study(2, "20110101");
            Disposition disposition = office.approved(study);
            int files = office.archive.objects().size();

            hide(study);
            List<Rejection> notes = office.archive.rejecting.ofStudy(study);
            assertThat(notes).singleElement().satisfies(note -> {
                assertThat(note.code()).isEqualTo(RejectionCode.RETENTION_EXPIRED);
                assertThat(note.by()).isEqualTo("paul");
                assertThat(note.reason()).contains("us-hospital-imaging version 1");
            });
            assertThat(office.files(office.warm)).hasSize(2);

            office.clock.advance(TestOffice.RESTORABLE);
            assertThat(office.runTwice(study)).isEqualTo(new StepOutcome.Done("DESTROYED, certificate 1"));

            assertThat(office.archive.objects()).hasSize(files - 2);
            assertThat(office.files(office.warm)).hasSize(1);
            assertThat(office.copies.ofStudy(study)).isEmpty();
            assertThat(office.archive.rejections.index().scan()).isEmpty();
            assertThat(office.archive.rejecting.ofStudy(study)).isEmpty();
            assertThat(office.facts.of(study)).isEmpty();
            assertThat(office.destructions.all()).isEmpty();
            assertThat(office.isInSight(kept)).isTrue();

            assertThat(outcome(disposition, study).result()).isEqualTo(Result.DESTROYED);
            assertThat(office.dispositions().tombstone(study).orElseThrow().destructions())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.certificate()).isEqualTo(1));
            assertThat(office.told())
                    .containsSubsequence(
                            EventKind.DISPOSITION_PROPOSED,
                            EventKind.DISPOSITION_REVIEWED,
                            EventKind.DISPOSITION_APPROVED,
                            EventKind.RETIRED,
                            EventKind.DESTRUCTION_BEGUN,
                            EventKind.DESTROYED,
                            EventKind.CERTIFIED);
        }

        @Test
        void shouldCertifyByWhichRightByWhomAndWhat() {
            StudyInstanceUid study = office.study(1, "20110101");
            Disposition disposition = office.approved(study);
            hide(study);
            office.clock.advance(TestOffice.RESTORABLE);
            office.runTwice(study);

            Certificate certificate = office.certificates.certificate(1);
            assertThat(certificate.study()).isEqualTo(study.value());
            assertThat(certificate.due()).isEqualTo("2016-01-01");
            assertThat(certificate.rules()).singleElement().satisfies(rule -> {
                assertThat(rule.citation()).contains("42 CFR 482.26(d)");
                assertThat(rule.rule()).isEqualTo("five years");
            });
            assertThat(certificate.proposed().by()).isEqualTo("olivia");
            assertThat(certificate.approved().by()).isEqualTo("paul");
            assertThat(certificate.approvedList()).isEqualTo(disposition.sha256());
            assertThat(certificate.looks()).hasSize(2);
            assertThat(certificate.rejectionNotes()).hasSize(1);
            assertThat(certificate.instances()).isEqualTo(3); // with the note
            assertThat(certificate.copies()).singleElement().satisfies(copy -> assertThat(copy.objects())
                    .isEqualTo(2));
            assertThat(certificate.modalities()).containsExactly("CT");
            String manifest = office.dispositions()
                    .manifest(certificate.destruction(), certificate.manifestParts(), certificate.manifestSha256());
            assertThat(manifest.lines()).hasSize(3).anySatisfy(line -> assertThat(line)
                    .contains("2.25.1.1.2.dcm"));
            assertThat(office.certificates.json(1)).doesNotContain("Müller", "P1\"");
        }

        @Test
        void shouldDestroySeveralStudiesOfOnePatientAsTheirClocksAreNotForgotten() {
            StudyInstanceUid one = patients(1, "20110101");
            StudyInstanceUid other = patients(2, "20120101");
            Disposition disposition = office.approved(one, other);
            hide(one);
            hide(other);
            office.clock.advance(TestOffice.RESTORABLE);
            office.runTwice(other);
            office.runTwice(one);
            assertThat(outcome(disposition, one).result()).isEqualTo(Result.DESTROYED);
            assertThat(outcome(disposition, other).result()).isEqualTo(Result.DESTROYED);
            assertThat(office.certificates.verify()).isEmpty();
        }

        private StudyInstanceUid patients(int number, String date) {
            office.archive.store(TestOffice.sample(number, 1, date).with(Tag.PatientID, VR.LO, "ANNE"));
            return TestOffice.sample(number, 1, date).id().study();
        }

        @Test
        void shouldLeaveAloneWhatIsStoredIntoTheStudyWhileItsBytesGo() {
            StudyInstanceUid study = office.study(1, "20110101");
            office.approved(study);
            hide(study);
            office.clock.advance(TestOffice.RESTORABLE);
            office.runFrom("LAST_LOOK", study, HELD);
            office.archive.store(TestOffice.sample(1, 3, "20110101"));
            for (String step : List.of("CONTAINERS", "OBJECTS", "METADATA", "ROWS", "CERTIFICATE"))
                office.runFrom(step, study, HELD);
            assertThat(office.isInSight(study)).isTrue();
            assertThat(office.archive.objects()).hasSize(1);
            assertThat(office.certificates.certificate(1).instances()).isEqualTo(3);
        }
    }

    @Nested
    class WhenSomethingSpeaksAgainstIt {

        private void shouldGiveBack(Disposition disposition, StudyInstanceUid study, String reason) {
            assertThat(office.runTwice(study)).isEqualTo(new StepOutcome.Done("REFUSED"));
            Outcome outcome = outcome(disposition, study);
            assertThat(outcome.result()).isEqualTo(Result.REFUSED);
            assertThat(outcome.reasons()).singleElement().asString().contains(reason);
            assertThat(office.isInSight(study)).isTrue();
            assertThat(office.files(office.warm)).hasSize(1);
            assertThat(office.copies.ofStudy(study)).hasSize(1);
            assertThat(office.destructions.all()).isEmpty();
            assertThat(office.told())
                    .contains(EventKind.DESTRUCTION_REFUSED)
                    .doesNotContain(EventKind.DESTRUCTION_BEGUN);
        }

        @Test
        void shouldRefuseWhatIsHeldSinceTheApproval() {
            StudyInstanceUid study = office.study(1, "20110101");
            Disposition disposition = office.approved(study);
            PlacedHold placed = office.holds.place(holdOn(study), "counsel");
            assertThat(placed.tooLate()).isEmpty();
            assertThat(office.dispositions().dryRun(disposition.id()).get(0).refusals())
                    .singleElement()
                    .asString()
                    .contains("HELD", "4 C 12/26");
            shouldGiveBack(disposition, study, "HELD");
        }

        @Test
        void shouldGiveBackWhatIsHeldAfterItWasHidden() {
            StudyInstanceUid study = office.study(1, "20110101");
            Disposition disposition = office.approved(study);
            hide(study);
            office.holds.place(holdOn(study), "counsel");
            office.clock.advance(TestOffice.RESTORABLE);
            shouldGiveBack(disposition, study, "HELD");
        }

        @Test
        void shouldLookAgainWhereAHoldIsPlacedBetweenTheLastLookAndTheFirstByte() {
            StudyInstanceUid study = office.study(1, "20110101");
            Disposition disposition = office.approved(study);
            hide(study);
            office.clock.advance(TestOffice.RESTORABLE);
            // the fence is asked when the guard has cleared it, right before it is begun
            Fence inBetween = () -> {
                if (office.holds.inForce().isEmpty())
                    assertThat(office.holds.place(holdOn(study), "counsel").tooLate())
                            .isEmpty();
            };
            StepOutcome outcome = office.runFrom("LAST_LOOK", study, inBetween);
            assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Next.class, next -> assertThat(next.step())
                    .isEqualTo("WAIT"));
            shouldGiveBack(disposition, study, "HELD");
        }

        @Test
        void shouldTellWhoPlacesAHoldTooLate() {
            StudyInstanceUid study = office.study(1, "20110101");
            office.approved(study);
            hide(study);
            office.clock.advance(TestOffice.RESTORABLE);
            office.runFrom("LAST_LOOK", study, HELD);
            assertThat(office.holds.place(holdOn(study), "counsel").tooLate()).containsExactly(study);
        }

        @Test
        void shouldGiveBackWhatSomethingWasAddedTo() {
            StudyInstanceUid study = office.study(1, "20110101");
            Disposition disposition = office.approved(study);
            hide(study);
            office.archive.store(TestOffice.sample(1, 3, "20110101"));
            office.clock.advance(TestOffice.RESTORABLE);
            shouldGiveBack(disposition, study, "FACTS_CHANGED");
        }

        @Test
        void shouldRefuseWhereAClockHasMoved() {
            StudyInstanceUid study = office.study(1, "20110101");
            Disposition disposition = office.approved(study);
            // another policy comes into force that applies
            office.policies.deactivate(
                    org.muniment.lifecycle.records.policy.PolicyKind.RETENTION, "us-hospital-imaging", 1, "olivia");
            shouldGiveBack(disposition, study, "POLICY_NOT_ACTIVE");
        }

        @Test
        void shouldRefuseWhatWasNeverDueThoughItWasApproved() {
            StudyInstanceUid study =
                    office.study(1, LocalDate.now().minusYears(1).toString().replace("-", ""));
            Disposition disposition = office.approved(study);
            shouldGiveBack(disposition, study, "NOT_DUE");
        }

        @Test
        void shouldKeepWhatOthersRejectedHiddenWhenItGivesBack() {
            StudyInstanceUid study = office.study(1, "20110101");
            office.archive.rejecting.reject(
                    new RejectionTarget(
                            study,
                            List.of(),
                            List.of(TestOffice.sample(1, 1, "").id().instance())),
                    RejectionCode.QUALITY,
                    "tech",
                    "");
            office.approved(study);
            hide(study);
            office.dispositions().restore(study, "needed for teaching", "olivia");
            office.runTwice(study);
            assertThat(office.archive.rows.instance(TestOffice.sample(1, 1, "").id()))
                    .isEmpty();
            assertThat(office.archive.rows.instance(TestOffice.sample(1, 2, "").id()))
                    .isPresent();
        }

        @Test
        void shouldRestoreUntilItHasBegunAndNotAfter() {
            StudyInstanceUid study = office.study(1, "20110101");
            Disposition disposition = office.approved(study);
            hide(study);
            office.dispositions().restore(study, "needed for teaching", "olivia");
            assertThat(office.runTwice(study)).isEqualTo(new StepOutcome.Done("RESTORED"));
            assertThat(office.isInSight(study)).isTrue();
            assertThat(outcome(disposition, study).reasons()).containsExactly("needed for teaching");

            StudyInstanceUid gone = office.study(2, "20110101");
            office.approved(gone);
            hide(gone);
            office.clock.advance(TestOffice.RESTORABLE);
            office.runFrom("LAST_LOOK", gone, HELD);
            assertThatThrownBy(() -> office.dispositions().restore(gone, "please", "olivia"))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DESTRUCTION_BEGUN));
        }
    }

    @Nested
    class WhenMachinesFail {

        @Test
        void shouldTouchNothingWhereTheLeaseIsLost() {
            StudyInstanceUid study = office.study(1, "20110101");
            office.approved(study);
            hide(study);
            office.clock.advance(TestOffice.RESTORABLE);
            office.runFrom("LAST_LOOK", study, HELD);
            Fence lost = () -> {
                throw new LeaseLost("somebody else has it");
            };
            for (String step : List.of("CONTAINERS", "OBJECTS", "METADATA", "ROWS"))
                assertThatThrownBy(() -> office.runFrom(step, study, lost)).isInstanceOf(LeaseLost.class);
            assertThat(office.files(office.warm)).hasSize(1);
            assertThat(office.archive.objects()).hasSize(3);
            assertThat(office.archive.rejections.index().scan()).hasSize(3);
        }

        @Test
        void shouldWaitForAPersonWhereSomethingCanNotBeDeletedAndGoOnThen() {
            StudyInstanceUid study = office.study(1, "20110101");
            office.approved(study);
            hide(study);
            office.clock.advance(TestOffice.RESTORABLE);
            StepOutcome outcome = office.run(study, office.office(new LockedStore(office.warm)), 1, HELD);
            assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Parked.class, parked -> assertThat(parked.reason())
                    .contains("can't be deleted"));
            assertThat(office.destructions.find(study).orElseThrow().state()).isEqualTo(State.DESTROYING);
            assertThat(office.dispositions().tombstone(study)).isPresent();
            assertThat(office.copies.ofStudy(study).map(Container::tier)).containsExactly("warm");

            assertThat(office.run(study, office.office, 1, HELD))
                    .isEqualTo(new StepOutcome.Done("DESTROYED, certificate 1"));
            assertThat(office.files(office.warm)).isEmpty();
        }

        @Test
        void shouldIssueOneCertificateHoweverOftenItDies() {
            StudyInstanceUid study = office.study(1, "20110101");
            office.approved(study);
            hide(study);
            office.clock.advance(TestOffice.RESTORABLE.plus(Duration.ofDays(1)));
            office.runTwice(study);
            office.runTwice(study);
            assertThat(office.certificates.count()).isEqualTo(1);
            assertThat(office.certificates.verify()).isEmpty();
        }
    }

    /** From the last look on, while it is being destroyed. */
}
