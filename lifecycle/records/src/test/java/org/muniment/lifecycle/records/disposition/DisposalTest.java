package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.tier.Container;
import org.muniment.core.SampleDataSet;
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
import org.muniment.lifecycle.records.hold.HoldDocument;
import org.muniment.lifecycle.records.hold.HoldRequest;
import org.muniment.lifecycle.records.hold.PlacedHold;

class DisposalTest {

    private static final Fence HELD = () -> {};

    @TempDir
    Path home;

    private TestOffice office;

    @BeforeEach
    void open() throws IOException {
        office = new TestOffice(home);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private Outcome outcome(Disposition disposition, StudyInstanceUid study) {
        return office.dispositions().items(disposition.id()).stream()
                .filter(item -> item.study().equals(study.value()))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    /** Up to where it can be had back. */
    private void hide(StudyInstanceUid study) {
        assertThat(office.runTwice(study)).isInstanceOf(StepOutcome.Later.class);
        assertThat(office.isInSight(study)).isFalse();
    }

    private static HoldRequest holdOn(StudyInstanceUid study) {
        return new HoldRequest(
                study.value(), null, null, "suit", "4 C 12/26", "counsel", LocalDate.of(2099, 1, 1), false);
    }

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
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));
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
    @Nested
    class WhenOthersWorkOnTheStudyMeanwhile {

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
            assertThat(office.copies.ofStudy(study))
                    .singleElement()
                    .satisfies(container -> assertThat(container.objects()).isEqualTo(1));
            assertThat(office.files(office.warm)).hasSize(1);
        }

        @Test
        void shouldWaitForAPersonWhereAContainerHoldsBoth() {
            begin();
            office.archive.store(third);
            List<InstanceRecord> both = new ArrayList<>(
                    office.instances(office.archive.rows, third.id().seriesId()));
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
            assertThat(office.archive.rejections.index().marks(List.of(first.id())))
                    .isEmpty();
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
                    .isInstanceOfSatisfying(StepOutcome.Next.class, next -> assertThat(next.step())
                            .isEqualTo("WAIT"));
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

    @Nested
    class WhenPeopleDecide {

        @Test
        void shouldTakeASecondPersonToApproveWhatWasReviewed() {
            StudyInstanceUid study = office.study(1, "20110101");
            Dispositions dispositions = office.dispositions();
            Disposition proposed = dispositions.propose(List.of(study), "", "olivia");
            assertThatThrownBy(() -> dispositions.approve(proposed.id(), "", "", "paul"))
                    .hasMessageContaining("PROPOSED");
            Disposition reviewed = dispositions.review(proposed.id(), "", "rita");
            for (String same : List.of("olivia", "rita"))
                assertThatThrownBy(() -> dispositions.approve(proposed.id(), reviewed.sha256(), "", same))
                        .isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.NOT_PERMITTED));
            assertThatThrownBy(() -> dispositions.approve(proposed.id(), "0".repeat(64), "", "paul"))
                    .hasMessageContaining(reviewed.sha256());
            assertThat(office.jobs.unfinished(10)).isEmpty();
            dispositions.approve(proposed.id(), reviewed.sha256(), "", "paul");
            assertThat(office.jobs.unfinished(10)).hasSize(1);
        }

        @Test
        void shouldKeepWhatTheReviewerTookOut() {
            StudyInstanceUid study = office.study(1, "20110101");
            StudyInstanceUid out = office.study(2, "20110101");
            Disposition proposed = office.dispositions().propose(List.of(study, out), "", "olivia");
            office.dispositions().exclude(proposed.id(), out, "rare case, for teaching", "rita");
            Disposition reviewed = office.dispositions().review(proposed.id(), "", "rita");
            office.dispositions().approve(reviewed.id(), reviewed.sha256(), "", "paul");
            assertThat(office.jobs.unfinished(10)).singleElement().satisfies(job -> assertThat(job.study())
                    .isEqualTo(study));
        }

        @Test
        void shouldProposeWhatIsListedAsExpired() {
            StudyInstanceUid study = office.study(1, "20110101");
            office.expired.expired(
                    office.policies.retention().decide(office.facts.of(study).orElseThrow(), office.clock));
            assertThat(office.expired.list(10)).singleElement().satisfies(one -> assertThat(one.due())
                    .isEqualTo("2016-01-01"));
            Disposition proposed = office.dispositions().propose(List.of(), "", "olivia");
            assertThat(office.dispositions().items(proposed.id()))
                    .extracting(DispositionItem::study)
                    .containsExactly(study.value());
        }

        @Test
        void shouldTellAReleasedHoldFromOneInForce() {
            StudyInstanceUid study = office.study(1, "20110101");
            HoldDocument hold = office.holds.place(holdOn(study), "counsel").hold();
            assertThat(office.holds.inForce()).hasSize(1);
            office.holds.release(hold.id(), "judge");
            assertThat(office.holds.inForce()).isEmpty();
            assertThat(office.holds.list(true)).singleElement().satisfies(over -> assertThat(over.releasedBy())
                    .isEqualTo("judge"));
            assertThatThrownBy(() -> office.holds.release(hold.id(), "judge")).isInstanceOf(ArchiveException.class);
        }
    }
}
