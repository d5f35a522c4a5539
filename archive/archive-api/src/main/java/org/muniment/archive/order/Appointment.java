package org.muniment.archive.order;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * A time a patient is expected at, as a scheduling application tells it (SIU; HL7 2.5.1 chapter 10). Texts are empty where they are not
 * known.
 *
 * @param id SCH-2 (filler), else SCH-1 (placer)
 * @param order numbers of the order it is for, as far as they are told
 * @param start in local time
 * @param status SCHEDULED (S12 to S14) or CANCELLED (S15)
 * @param toldAt when it was said; what was said earlier never wins
 */
public record Appointment(
        OrderNumber id,
        PatientIdentifier patient,
        OrderNumbers order,
        LocalDateTime start,
        String modality,
        CodedText procedure,
        String location,
        OrderStatus status,
        Instant toldAt) {

    public Appointment {
        if (id.isEmpty()) throw new IllegalArgumentException("an appointment without an id");
        Objects.requireNonNull(patient);
        Objects.requireNonNull(order);
        start = start.truncatedTo(ChronoUnit.SECONDS);
        modality = modality.strip();
        Objects.requireNonNull(procedure);
        location = location.strip();
        Objects.requireNonNull(status);
        toldAt = toldAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * As what the change feed tells of it, which knows studies only: a study nobody takes images of, made of the appointment's id. An
     * appointment for an order is told of as the order's study as well.
     */
    public StudyInstanceUid announcedAs() {
        return OrderId.named("appointment", id.number(), id.namespace()).madeStudy();
    }
}
