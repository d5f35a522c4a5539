package org.muniment.core.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.OrderChange.Control;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * What a message makes of an order. What was said later wins; what was said earlier and arrives late only fills in what nothing was said of,
 * and changes no status. So messages may come twice and in any order.
 */
final class OrderRules {

    private OrderRules() {}

    /** Of a message about an order that is not known yet. It need not be the first: to cancel what is not known makes a cancelled order. */
    static ImagingOrder first(OrderChange change) {
        PatientIdentifier patient = change.patient()
                .orElseThrow(() ->
                        new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, "no patient id, and the order is not known"));
        OrderId id = OrderId.madeOf(change.numbers(), patient);
        StudyInstanceUid study = change.study().orElseGet(id::madeStudy);
        ImagingOrder order = new ImagingOrder(
                id,
                change.numbers(),
                patient,
                study,
                OrderStatus.SCHEDULED,
                change.details(),
                scheduled(numbered(change.steps())),
                change.at(),
                change.at());
        return told(order, change, true);
    }

    static ImagingOrder changed(ImagingOrder order, OrderChange change) {
        if (change.at().isBefore(order.toldAt())) return filled(order, change);
        ImagingOrder told = new ImagingOrder(
                order.id(),
                change.numbers().or(order.numbers()),
                change.patient().orElse(order.patient()),
                change.study().orElse(order.study()),
                order.status(),
                change.details().or(order.details()),
                replanned(order, change.steps()),
                change.at(),
                order.updatedAt());
        return told(told, change, change.at().isAfter(order.toldAt()));
    }

    /** By a message that is older than what stands there. */
    private static ImagingOrder filled(ImagingOrder order, OrderChange change) {
        return new ImagingOrder(
                order.id(),
                order.numbers().or(change.numbers()),
                order.patient(),
                order.study(),
                order.status(),
                order.details().or(change.details()),
                order.steps().isEmpty() ? withStatus(numbered(change.steps()), order.status()) : order.steps(),
                order.toldAt(),
                order.updatedAt());
    }

    /**
     * The steps as planned anew. Those that have begun stay, planned or not, and all keep their status. Those of an order that had none take
     * its own, as they do where it is called off or held.
     */
    private static List<ScheduledProcedureStep> replanned(ImagingOrder order, List<ScheduledProcedureStep> told) {
        List<ScheduledProcedureStep> before = order.steps();
        if (told.isEmpty()) return before;
        boolean asOrder =
                before.isEmpty() || order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.ON_HOLD;
        OrderStatus ofNew = asOrder ? order.status() : OrderStatus.SCHEDULED;
        List<ScheduledProcedureStep> steps = new ArrayList<>();
        for (ScheduledProcedureStep step : numbered(told)) {
            Optional<ScheduledProcedureStep> same = find(before, step.id());
            steps.add(same.map(s -> step.or(s).withStatus(s.status())).orElseGet(() -> step.withStatus(ofNew)));
        }
        before.stream()
                .filter(step -> step.status() != OrderStatus.SCHEDULED && step.status() != OrderStatus.ON_HOLD)
                .filter(step -> find(steps, step.id()).isEmpty())
                .forEach(steps::add);
        return steps;
    }

    private static ImagingOrder told(ImagingOrder order, OrderChange change, boolean news) {
        ImagingOrder next = order.steps().isEmpty() ? order : order.with(StatusTable.of(order.steps()), order.steps());
        for (ScheduledProcedureStep step : numbered(change.steps())) next = told(next, step);
        Optional<OrderEvent> event = event(change);
        if (event.isEmpty() || !news && event.get() == OrderEvent.ORDERED) return next;
        // Who fills the order may tell late that it began, after its modality has told that it is done.
        if (event.get() == OrderEvent.STARTED && next.status().isFinal()) return next;
        return happened(next, event.get());
    }

    private static ImagingOrder told(ImagingOrder order, ScheduledProcedureStep step) {
        OrderStatus status = step.status();
        if (!status.isFinal() && status != OrderStatus.ON_HOLD) return order;
        return happened(order, step.id(), event(status));
    }

    /** The event is the whole order's. */
    static ImagingOrder happened(ImagingOrder order, OrderEvent event) {
        if (order.steps().isEmpty()) return order.with(StatusTable.next(order.status(), event), List.of());
        List<ScheduledProcedureStep> steps = StatusTable.next(order.steps(), event);
        return order.with(StatusTable.of(steps), steps);
    }

    /** The event is one step's. An order that does not have such a step takes it as its own where it has none or one only. */
    static ImagingOrder happened(ImagingOrder order, String stepId, OrderEvent event) {
        if (order.step(stepId).isEmpty()) return order.steps().size() < 2 ? happened(order, event) : order;
        List<ScheduledProcedureStep> steps = order.steps().stream()
                .map(step -> step.id().equals(stepId) ? step.withStatus(StatusTable.next(step.status(), event)) : step)
                .toList();
        return order.with(StatusTable.of(steps), steps);
    }

    private static Optional<OrderEvent> event(OrderChange change) {
        Control control = change.control();
        return switch (control) {
            case NEW -> Optional.of(OrderEvent.ORDERED);
            case CHANGE -> Optional.empty();
            case CANCEL, REPLACE -> Optional.of(OrderEvent.CALLED_OFF);
            case DISCONTINUE -> Optional.of(OrderEvent.BROKEN_OFF);
            case HOLD -> Optional.of(OrderEvent.HELD);
            case RELEASE -> Optional.of(OrderEvent.RELEASED);
            case STATUS -> change.status().map(OrderRules::event);
        };
    }

    private static OrderEvent event(OrderStatus told) {
        return switch (told) {
            case SCHEDULED -> OrderEvent.RELEASED;
            case ON_HOLD -> OrderEvent.HELD;
            case IN_PROGRESS -> OrderEvent.STARTED;
            case COMPLETED -> OrderEvent.COMPLETED;
            case DISCONTINUED -> OrderEvent.BROKEN_OFF;
            case CANCELLED -> OrderEvent.CALLED_OFF;
        };
    }

    /** Steps without an id are counted, from 1. */
    private static List<ScheduledProcedureStep> numbered(List<ScheduledProcedureStep> steps) {
        List<ScheduledProcedureStep> numbered = new ArrayList<>();
        for (ScheduledProcedureStep step : steps) {
            numbered.add(step.id().isEmpty() ? step.withId(Integer.toString(numbered.size() + 1)) : step);
        }
        return numbered;
    }

    private static List<ScheduledProcedureStep> scheduled(List<ScheduledProcedureStep> steps) {
        return withStatus(steps, OrderStatus.SCHEDULED);
    }

    private static List<ScheduledProcedureStep> withStatus(List<ScheduledProcedureStep> steps, OrderStatus status) {
        return steps.stream().map(step -> step.withStatus(status)).toList();
    }

    private static Optional<ScheduledProcedureStep> find(List<ScheduledProcedureStep> steps, String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }
}
