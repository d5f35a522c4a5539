package org.muniment.archive.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * An order for one imaging study: what DICOM calls a requested procedure within its imaging service request (PS3.3 C.4.11, C.4.12), FHIR a
 * ServiceRequest.
 *
 * @param patient as the order names it; which living patient that is, is asked when it matters
 * @param study the order's (ZDS-1, IPC-3), else one the archive made; images may have been taken under another
 * @param toldAt when the newest message said what stands here
 * @param updatedAt when the archive wrote it down
 */
public record ImagingOrder(
        OrderId id,
        OrderNumbers numbers,
        PatientIdentifier patient,
        StudyInstanceUid study,
        OrderStatus status,
        OrderDetails details,
        List<ScheduledProcedureStep> steps,
        Instant toldAt,
        Instant updatedAt) {

    public ImagingOrder {
        Objects.requireNonNull(id);
        Objects.requireNonNull(numbers);
        Objects.requireNonNull(patient);
        Objects.requireNonNull(study);
        Objects.requireNonNull(status);
        Objects.requireNonNull(details);
        steps = List.copyOf(steps);
        toldAt = toldAt.truncatedTo(ChronoUnit.MILLIS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    public OrderNumber placer() {
        return numbers.placer();
    }

    public OrderNumber filler() {
        return numbers.filler();
    }

    public AccessionNumber accession() {
        return numbers.accession();
    }

    public CodedText procedure() {
        return details.procedure();
    }

    public CodedText reason() {
        return details.reason();
    }

    public String priority() {
        return details.priority();
    }

    /** Requested Procedure ID (0040,1001); where the order came without, the number it is best known by. */
    public String requestedProcedureId() {
        return Stream.of(numbers.requestedProcedureId(), accession().number(), filler().number(), placer().number())
                .filter(number -> !number.isEmpty())
                .findFirst()
                .orElse("");
    }

    public Optional<ScheduledProcedureStep> step(String stepId) {
        return steps.stream().filter(step -> step.id().equals(stepId)).findFirst();
    }

    /** The same order with these statuses. */
    public ImagingOrder with(OrderStatus newStatus, List<ScheduledProcedureStep> newSteps) {
        return new ImagingOrder(id, numbers, patient, study, newStatus, details, newSteps, toldAt, updatedAt);
    }

    /** The same order, written down at {@code now}. */
    public ImagingOrder updated(Instant now) {
        return new ImagingOrder(id, numbers, patient, study, status, details, steps, toldAt, now);
    }
}
