package org.muniment.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.PerformedStep;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class PerformedProcedureStepsTest {

    private static final SopInstanceUid UID = new SopInstanceUid("2.25.77");

    private final OrderDesk desk = new OrderDesk();
    private final SampleOrder sample = SampleOrder.next();
    private ImagingOrder order;

    @BeforeEach
    void order() {
        order = desk.order(
                sample.with(SampleOrder.step("1", SampleOrder.START), SampleOrder.step("2", SampleOrder.START)));
    }

    @Test
    void shouldCloseTheLoopFromScheduledToCompleted() {
        desk.steps.create(UID, begun("1"), "CT1");
        assertThat(statuses()).isEqualTo("IN_PROGRESS [IN_PROGRESS, SCHEDULED]");
        desk.steps.set(UID, ended("COMPLETED"), "CT1");
        assertThat(statuses()).isEqualTo("IN_PROGRESS [COMPLETED, SCHEDULED]");

        SopInstanceUid second = new SopInstanceUid("2.25.78");
        desk.steps.create(second, begun("2"), "CT1");
        desk.steps.set(second, ended("DISCONTINUED"), "CT1");
        assertThat(statuses()).isEqualTo("COMPLETED [COMPLETED, DISCONTINUED]");
        assertThat(desk.steps.ofStudy(order.study()))
                .extracting(PerformedStep::status)
                .containsExactly(PerformedStep.Status.COMPLETED, PerformedStep.Status.DISCONTINUED);
    }

    @Test
    void shouldScheduleAgainWhatWasBegunByMistake() {
        desk.steps.create(UID, begun("1"), "CT1");
        Attributes mistake = ended("DISCONTINUED");
        Attributes reason = new Attributes();
        reason.setString(Tag.CodeValue, VR.SH, "110514");
        mistake.setItems(Tag.PerformedProcedureStepDiscontinuationReasonCodeSequence, reason);
        desk.steps.set(UID, mistake, "CT1");
        assertThat(statuses()).isEqualTo("SCHEDULED [SCHEDULED, SCHEDULED]");
    }

    @Test
    void shouldKeepAStepNobodyScheduled() {
        Attributes unscheduled = begun("");
        unscheduled.getItem(Tag.ScheduledStepAttributesSequence).setString(Tag.StudyInstanceUID, VR.UI, "2.25.4711");
        desk.steps.create(UID, unscheduled, "CT1");
        assertThat(desk.steps.find(UID)).isPresent();
        assertThat(desk.announced()).contains(new StudyInstanceUid("2.25.4711"));
        assertThat(statuses()).isEqualTo("SCHEDULED [SCHEDULED, SCHEDULED]");
    }

    @Test
    void shouldMoveByAccessionNumberOnlyWhatIsOfItsPatient() {
        Attributes begun = begun("1");
        begun.getItem(Tag.ScheduledStepAttributesSequence).setString(Tag.StudyInstanceUID, VR.UI, "2.25.4711");
        begun.setString(Tag.PatientID, VR.LO, "OTHER");
        desk.steps.create(UID, begun, "CT1");
        assertThat(statuses()).isEqualTo("SCHEDULED [SCHEDULED, SCHEDULED]");

        PatientIdentifier other = new PatientIdentifier("OTHER", "");
        desk.patients.put(other, new PatientDirectory.Person(order.patient(), "", "", "")); // they are one person
        desk.steps.create(new SopInstanceUid("2.25.78"), begun, "CT1");
        assertThat(statuses()).isEqualTo("IN_PROGRESS [IN_PROGRESS, SCHEDULED]");
    }

    @Test
    void shouldKeepAllItWasToldInUtf8() {
        Attributes begun = begun("1");
        begun.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        begun.setString(Tag.PatientName, VR.PN, "Müller^Jürgen");
        desk.steps.create(UID, begun, "CT1");
        Attributes more = new Attributes();
        more.setString(Tag.PerformedProcedureStepDescription, VR.LO, "Head");
        more.setString(Tag.PatientName, VR.PN, "Somebody^Else");
        desk.steps.set(UID, more, "CT1");

        Attributes kept = desk.steps.find(UID).orElseThrow().attributes();
        assertThat(kept.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(kept.getString(Tag.PatientName)).isEqualTo("Müller^Jürgen");
        assertThat(kept.getString(Tag.PerformedProcedureStepDescription)).isEqualTo("Head");
    }

    @Test
    void shouldNotChangeWhatHasEnded() {
        desk.steps.create(UID, begun("1"), "CT1");
        desk.steps.set(UID, ended("COMPLETED"), "CT1");
        assertFails(ErrorCode.STEP_ENDED, () -> desk.steps.set(UID, ended("DISCONTINUED"), "CT1"));
        assertFails(ErrorCode.DUPLICATE_INSTANCE, () -> desk.steps.create(UID, begun("1"), "CT1"));
        assertThat(statuses()).isEqualTo("IN_PROGRESS [COMPLETED, SCHEDULED]");
    }

    @Test
    void shouldNotKnowAStepThatNeverBegan() {
        assertFails(ErrorCode.NOT_FOUND, () -> desk.steps.set(UID, ended("COMPLETED"), "CT1"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Tag.PerformedProcedureStepStatus,
                Tag.PerformedProcedureStepID,
                Tag.PerformedStationAETitle,
                Tag.PerformedProcedureStepStartDate,
                Tag.PerformedProcedureStepStartTime,
                Tag.Modality,
                Tag.ScheduledStepAttributesSequence
            })
    void shouldRefuseABeginningThatLacksWhatItNeeds(int tag) {
        Attributes lacking = begun("1");
        lacking.remove(tag);
        assertFails(ErrorCode.MISSING_ATTRIBUTE, () -> desk.steps.create(UID, lacking, "CT1"));
        assertThat(desk.steps.find(UID)).isEmpty();
        assertThat(statuses()).isEqualTo("SCHEDULED [SCHEDULED, SCHEDULED]");
    }

    @Test
    void shouldRefuseAnEndThatLacksWhatItNeedsAndGoOn() {
        desk.steps.create(UID, begun("1"), "CT1");
        for (int tag : new int[] {
            Tag.PerformedProcedureStepEndDate, Tag.PerformedProcedureStepEndTime, Tag.PerformedSeriesSequence
        }) {
            Attributes lacking = ended("COMPLETED");
            lacking.remove(tag);
            assertFails(ErrorCode.MISSING_ATTRIBUTE, () -> desk.steps.set(UID, lacking, "CT1"));
        }
        desk.steps.set(UID, ended("COMPLETED"), "CT1");
        assertThat(statuses()).isEqualTo("IN_PROGRESS [COMPLETED, SCHEDULED]");
    }

    @Test
    void shouldRefuseStatusesThatAreNone() {
        Attributes finished = begun("1");
        finished.setString(Tag.PerformedProcedureStepStatus, VR.CS, "COMPLETED");
        assertFails(ErrorCode.INVALID_ATTRIBUTE, () -> desk.steps.create(UID, finished, "CT1"));
        desk.steps.create(UID, begun("1"), "CT1");
        assertFails(ErrorCode.INVALID_ATTRIBUTE, () -> desk.steps.set(UID, ended("DONE"), "CT1"));
    }

    @Test
    void shouldRefuseMoreScheduledStepsThanAnybodyPerformsAtOnce() {
        Attributes begun = begun("1");
        Attributes[] items = new Attributes[101];
        Arrays.fill(items, begun.getItem(Tag.ScheduledStepAttributesSequence));
        begun.setItems(Tag.ScheduledStepAttributesSequence, items);
        assertFails(ErrorCode.INVALID_ATTRIBUTE, () -> desk.steps.create(UID, begun, "CT1"));
        begun.setItems(Tag.ScheduledStepAttributesSequence, Arrays.copyOf(items, 100));
        desk.steps.create(UID, begun, "CT1");
        assertThat(statuses()).startsWith("IN_PROGRESS");
    }

    @Test
    void shouldLeaveToTheModalityWhatItReports() {
        desk.steps.create(UID, begun("1"), "CT1");
        SampleStudy images = new SampleStudy()
                .with(Tag.AccessionNumber, VR.SH, order.accession().number());
        images.with(Tag.PatientID, VR.LO, order.patient().id());
        desk.orders.imagesArrived(desk.store(images, "CT"), OrderDesk.BY);
        assertThat(statuses()).isEqualTo("IN_PROGRESS [IN_PROGRESS, SCHEDULED]");
    }

    private String statuses() {
        ImagingOrder now = desk.orders.find(order.id()).orElseThrow();
        return now.status() + " "
                + now.steps().stream().map(step -> step.status()).toList();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private Attributes begun(String step) {
        Attributes scheduled = new Attributes();
        scheduled.setString(Tag.StudyInstanceUID, VR.UI, order.study().value());
        scheduled.setString(Tag.AccessionNumber, VR.SH, order.accession().number());
        scheduled.setString(Tag.ScheduledProcedureStepID, VR.SH, step);
        Attributes begun = new Attributes();
        begun.setItems(Tag.ScheduledStepAttributesSequence, scheduled);
        begun.setString(Tag.PatientName, VR.PN, "Doe^Jane");
        begun.setString(Tag.PerformedProcedureStepID, VR.SH, "PPS1");
        begun.setString(Tag.PerformedStationAETitle, VR.AE, "CT1");
        begun.setString(Tag.PerformedProcedureStepStartDate, VR.DA, "20240304");
        begun.setString(Tag.PerformedProcedureStepStartTime, VR.TM, "093100");
        begun.setString(Tag.PerformedProcedureStepStatus, VR.CS, "IN PROGRESS");
        begun.setString(Tag.Modality, VR.CS, "CT");
        return begun;
    }

    private static Attributes ended(String status) {
        Attributes series = new Attributes();
        series.setString(Tag.SeriesInstanceUID, VR.UI, "2.25.770");
        series.setString(Tag.ProtocolName, VR.LO, "Abdomen");
        Attributes ended = new Attributes();
        ended.setString(Tag.PerformedProcedureStepStatus, VR.CS, status);
        ended.setString(Tag.PerformedProcedureStepEndDate, VR.DA, "20240304");
        ended.setString(Tag.PerformedProcedureStepEndTime, VR.TM, "094500");
        ended.setItems(Tag.PerformedSeriesSequence, series);
        return ended;
    }
}
