package org.muniment.archive.order;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/** An order no other test has, as tests tell of it; each {@code with} gives another. */
public record SampleOrder(
        OrderNumbers numbers, PatientIdentifier patient, StudyInstanceUid study, List<ScheduledProcedureStep> steps) {

    public static final Instant TOLD = Instant.parse("2024-03-01T08:00:00Z");
    public static final LocalDateTime START = LocalDateTime.of(2024, 3, 4, 9, 30);

    private static final AtomicInteger NEXT = new AtomicInteger(100_000);

    public static SampleOrder next() {
        int number = NEXT.incrementAndGet();
        return new SampleOrder(
                new OrderNumbers(
                        new OrderNumber("P" + number, "WARD"),
                        new OrderNumber("F" + number, "RIS"),
                        new AccessionNumber("A" + number, "HOSPITAL"),
                        "RP" + number),
                new PatientIdentifier("PAT" + number, "HOSPITAL"),
                new StudyInstanceUid("2.25." + number),
                List.of(step("1", START)));
    }

    public static ScheduledProcedureStep step(String id, LocalDateTime start) {
        return new ScheduledProcedureStep(
                id,
                "CT",
                "CT1",
                start,
                new CodedText("CTABD", "99LOCAL", "CT abdomen, Größe"),
                "Röntgen^Wilhelm",
                "Room 3",
                OrderStatus.SCHEDULED);
    }

    public SampleOrder with(ScheduledProcedureStep... newSteps) {
        return new SampleOrder(numbers, patient, study, Arrays.asList(newSteps));
    }

    public SampleOrder with(OrderNumbers newNumbers) {
        return new SampleOrder(newNumbers, patient, study, steps);
    }

    public static OrderDetails details() {
        return new OrderDetails(
                new CodedText("CTABD", "99LOCAL", "CT abdomen"),
                new CodedText("", "", "Schmerzen, Übelkeit"),
                "ROUTINE",
                "Curie^Marie",
                "Hahn^Otto",
                "V4711");
    }

    /** As it is kept. */
    public ImagingOrder order() {
        return new ImagingOrder(
                OrderId.madeOf(numbers),
                numbers,
                patient,
                study,
                OrderStatus.SCHEDULED,
                details(),
                steps,
                TOLD,
                TOLD.plusSeconds(1));
    }

    /** As a message says it. */
    public OrderChange change(OrderChange.Control control, Instant at) {
        return new OrderChange(
                control, numbers, Optional.of(patient), Optional.of(study), Optional.empty(), details(), steps, at);
    }

    /** A message that says nothing but what is to become of the order. */
    public OrderChange bare(OrderChange.Control control, Instant at) {
        return new OrderChange(
                control,
                numbers,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OrderDetails.NONE,
                List.of(),
                at);
    }
}
