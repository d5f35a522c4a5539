package org.muniment.web.order;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * An order as the API tells it; texts are empty where nothing is known.
 *
 * @param status scheduled, on_hold, in_progress, completed, discontinued or cancelled; so for steps
 * @param study the order's own; images may have been taken under others
 */
record OrderBody(
        String id,
        NumberBody placer,
        NumberBody filler,
        NumberBody accession,
        String requestedProcedureId,
        PatientBody patient,
        String study,
        String status,
        String procedure,
        List<StepBody> steps,
        Instant toldAt,
        Instant updatedAt) {

    /** @param issuer the namespace of an order's number */
    record NumberBody(String number, String issuer) {}

    record PatientBody(String id, String issuer) {
        static PatientBody of(PatientIdentifier patient) {
            return new PatientBody(patient.id(), patient.issuer());
        }
    }

    record StepBody(String id, String modality, String station, LocalDateTime start, String status) {
        static StepBody of(ScheduledProcedureStep step) {
            return new StepBody(step.id(), step.modality(), step.stationAeTitle(), step.start(), word(step.status()));
        }
    }

    static OrderBody of(ImagingOrder order) {
        return new OrderBody(
                order.id().toString(),
                new NumberBody(order.placer().number(), order.placer().namespace()),
                new NumberBody(order.filler().number(), order.filler().namespace()),
                new NumberBody(order.accession().number(), order.accession().issuer()),
                order.requestedProcedureId(),
                PatientBody.of(order.patient()),
                order.study().value(),
                word(order.status()),
                order.procedure().display(),
                order.steps().stream().map(StepBody::of).toList(),
                order.toldAt(),
                order.updatedAt());
    }

    private static String word(OrderStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
