package org.muniment.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.OrderChange.Control;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** On 4 March 2024 there are at 9:30 CT1 and at 14:00 MR1, and CT1 on the 5th at 8:00; one more step is done, one called off. */
class WorklistServiceTest {

    private static final LocalDateTime DAY = LocalDateTime.of(2024, 3, 4, 0, 0);

    private final OrderDesk desk = new OrderDesk();
    private final SampleOrder ct =
            SampleOrder.next().with(step("CT-4", "CT", "CT1", DAY.plusMinutes(570), "Hahn^Otto"));
    private final SampleOrder mr =
            SampleOrder.next().with(step("MR-4", "MR", "MR1", DAY.plusHours(14), "Noether^Emmy"));
    private final SampleOrder next =
            SampleOrder.next().with(step("CT-5", "CT", "CT1", DAY.plusHours(32), "Curie^Marie"));

    @BeforeEach
    void order() {
        List.of(ct, mr, next).forEach(desk::order);
        desk.patients.put(
                ct.patient(),
                new PatientDirectory.Person(
                        new PatientIdentifier("LIVING", "HOSPITAL"), "Müller^Änne", "19700101", "F"));
        SampleOrder done = SampleOrder.next().with(step("DONE", "CT", "CT1", DAY.plusHours(9), ""));
        desk.order(done);
        desk.orders.update(
                done.order().id(), order -> OrderRules.happened(order, OrderEvent.COMPLETED), "TEST", OrderDesk.BY);
        SampleOrder off = SampleOrder.next().with(step("OFF", "CT", "CT1", DAY.plusHours(9), ""));
        desk.order(off);
        desk.apply(off.bare(Control.CANCEL, SampleOrder.TOLD.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                                                                                  CT-4 MR-4 CT-5",
                "Modality=CT,                                                                        CT-4 CT-5",
                "Modality=CT|ScheduledStationAETitle=CT1,                                            CT-4 CT-5",
                "ScheduledStationAETitle=MR1,                                                        MR-4",
                "ScheduledProcedureStepStartDate=20240304,                                           CT-4 MR-4",
                "ScheduledProcedureStepStartDate=20240305-,                                          CT-5",
                "ScheduledProcedureStepStartDate=-20240304,                                          CT-4 MR-4",
                "ScheduledProcedureStepStartDate=20240304|ScheduledProcedureStepStartTime=1000-1500, MR-4",
                "ScheduledProcedureStepStartDate=20240304-20240305|ScheduledProcedureStepStartTime=1300-0900, MR-4 CT-5",
                "ScheduledPerformingPhysicianName=noether*,                                          MR-4",
                "ScheduledProcedureStepID=CT-5,                                                      CT-5",
                "ScheduledProcedureStepStartDate=20230101,                                           ''",
                "PreMedication=no such key,                                                          CT-4 MR-4 CT-5",
            })
    void shouldMatchKeysOfTheStep(String keys, String found) {
        Attributes identifier = identifier();
        if (keys != null) {
            for (String key : keys.split("\\|")) {
                String[] parts = key.split("=");
                ElementDictionary.Entry entry = ElementDictionary.find(parts[0]);
                identifier.getItem(WorklistItem.STEP).setString(entry.tag(), entry.vr(), parts[1]);
            }
        }
        assertThat(String.join(" ", steps(identifier))).isEqualTo(found);
    }

    @Test
    void shouldMatchPatientAndProcedure() {
        assertThat(steps(with(Tag.PatientID, VR.LO, "LIVING"))).containsExactly("CT-4");
        assertThat(steps(with(Tag.PatientID, VR.LO, ct.patient().id()))).isEmpty();
        Attributes byName = with(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        byName.setString(Tag.PatientName, VR.PN, "MÜLLER*");
        assertThat(steps(byName)).containsExactly("CT-4");
        assertThat(steps(with(
                        Tag.AccessionNumber, VR.SH, mr.numbers().accession().number())))
                .containsExactly("MR-4");
        assertThat(steps(with(Tag.RequestedProcedureID, VR.SH, next.numbers().requestedProcedureId())))
                .containsExactly("CT-5");
        assertThat(steps(with(Tag.StudyInstanceUID, VR.UI, mr.study().value()))).containsExactly("MR-4");
        assertThat(steps(with(Tag.PatientWeight, VR.DS, "70"))).hasSize(3);
    }

    @Test
    void shouldFillWhatIsAskedForInTheLivingPatientsName() {
        Attributes identifier =
                with(Tag.AccessionNumber, VR.SH, ct.numbers().accession().number());
        for (int tag : WorklistItem.KEYS)
            if (!identifier.contains(tag))
                identifier.setNull(tag, ElementDictionary.find(tag).vr());
        identifier.setNull(Tag.RequestedProcedureCodeSequence, VR.SQ);
        identifier.setNull(Tag.PregnancyStatus, VR.US);
        Attributes answer = answers(identifier).get(0);

        assertThat(answer.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(answer.getString(Tag.PatientName)).isEqualTo("Müller^Änne");
        assertThat(answer.getString(Tag.PatientID)).isEqualTo("LIVING");
        assertThat(answer.getString(Tag.PatientBirthDate)).isEqualTo("19700101");
        assertThat(answer.getString(Tag.StudyInstanceUID)).isEqualTo(ct.study().value());
        assertThat(answer.getString(Tag.RequestedProcedureDescription)).isEqualTo("CT abdomen");
        assertThat(answer.getItem(Tag.RequestedProcedureCodeSequence).getString(Tag.CodeValue))
                .isEqualTo("CTABD");
        assertThat(answer.contains(Tag.PregnancyStatus)).isTrue();
        assertThat(answer.containsValue(Tag.PregnancyStatus)).isFalse();
        Attributes step = answer.getItem(WorklistItem.STEP);
        assertThat(step.getString(Tag.ScheduledProcedureStepStartDate)).isEqualTo("20240304");
        assertThat(step.getString(Tag.ScheduledProcedureStepStartTime)).isEqualTo("093000");
        assertThat(step.getString(Tag.ScheduledStationAETitle)).isEqualTo("CT1");
    }

    @Test
    void shouldAnswerInTheCharacterSetOfTheQueryWhereItHasTheLetters() {
        Attributes identifier = with(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        identifier.setNull(Tag.PatientName, VR.PN);
        Attributes answer = answers(identifier).get(0);
        assertThat(answer.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 100");
        assertThat(answer.getString(Tag.PatientName)).isEqualTo("Müller^Änne");
    }

    @Test
    void shouldGiveWhatComesNextBeforeWhatIsOverdue() {
        desk.order(SampleOrder.next().with(step("OLD", "CT", "CT1", DAY.minusDays(9), "")));
        desk.order(SampleOrder.next().with(step("YESTERDAY", "CT", "CT1", DAY.minusDays(1), "")));
        assertThat(steps(identifier())).containsExactly("CT-4", "MR-4", "CT-5", "YESTERDAY", "OLD");
    }

    @Test
    void shouldGiveNoMoreThanSomeAndSaySo() {
        desk.order(SampleOrder.next()
                .with(IntStream.range(0, WorklistAnswers.MOST_ANSWERS)
                        .mapToObj(i -> step("S" + i, "US", "US1", DAY.plusDays(9), ""))
                        .toArray(ScheduledProcedureStep[]::new)));
        List<Attributes> given = new ArrayList<>();
        try (WorklistAnswers answers = desk.worklist.find(identifier())) {
            assertThatThrownBy(() -> answers.forEachRemaining(given::add))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_RESULTS));
        }
        assertThat(given).hasSize(WorklistAnswers.MOST_ANSWERS);
    }

    @Test
    void shouldRefuseAKeyThatIsNoDate() {
        Attributes identifier = identifier();
        identifier.getItem(WorklistItem.STEP).setString(Tag.ScheduledProcedureStepStartDate, VR.DA, "tomorrow");
        assertThatThrownBy(() -> desk.worklist.find(identifier))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("ScheduledProcedureStepStartDate");
    }

    private static Attributes identifier() {
        Attributes identifier = new Attributes();
        identifier.setItems(WorklistItem.STEP, new Attributes());
        return identifier;
    }

    private static Attributes with(int tag, VR vr, String value) {
        Attributes identifier = identifier();
        identifier.setString(tag, vr, value);
        return identifier;
    }

    private List<Attributes> answers(Attributes identifier) {
        List<Attributes> found = new ArrayList<>();
        try (WorklistAnswers answers = desk.worklist.find(identifier)) {
            answers.forEachRemaining(found::add);
        }
        return found;
    }

    private List<String> steps(Attributes identifier) {
        Attributes item = identifier.getItem(WorklistItem.STEP);
        if (!item.contains(Tag.ScheduledProcedureStepID)) item.setNull(Tag.ScheduledProcedureStepID, VR.SH);
        return answers(identifier).stream()
                .map(answer -> answer.getItem(WorklistItem.STEP).getString(Tag.ScheduledProcedureStepID))
                .toList();
    }

    private static ScheduledProcedureStep step(
            String id, String modality, String station, LocalDateTime start, String physician) {
        return new ScheduledProcedureStep(
                id, modality, station, start, CodedText.NONE, physician, "", OrderStatus.SCHEDULED);
    }
}
