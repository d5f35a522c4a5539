package org.muniment.core.order;

import static org.muniment.archive.order.OrderStatus.CANCELLED;
import static org.muniment.archive.order.OrderStatus.COMPLETED;
import static org.muniment.archive.order.OrderStatus.DISCONTINUED;
import static org.muniment.archive.order.OrderStatus.IN_PROGRESS;
import static org.muniment.archive.order.OrderStatus.ON_HOLD;
import static org.muniment.archive.order.OrderStatus.SCHEDULED;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;

/**
 * How the status of an order and of its steps moves. What a modality did counts for more than what was planned: a step that was called off and
 * done all the same is done, and what has begun can't be called off any more but broken off.
 */
final class StatusTable {

    private static final Map<OrderStatus, Map<OrderEvent, OrderStatus>> NEXT = Map.of(
            SCHEDULED,
            Map.of(
                    OrderEvent.CALLED_OFF, CANCELLED,
                    OrderEvent.BROKEN_OFF, CANCELLED,
                    OrderEvent.HELD, ON_HOLD,
                    OrderEvent.STARTED, IN_PROGRESS,
                    OrderEvent.COMPLETED, COMPLETED,
                    OrderEvent.DISCONTINUED, DISCONTINUED,
                    OrderEvent.IMAGES_ARRIVED, IN_PROGRESS),
            ON_HOLD,
            Map.of(
                    OrderEvent.ORDERED, SCHEDULED,
                    OrderEvent.CALLED_OFF, CANCELLED,
                    OrderEvent.BROKEN_OFF, CANCELLED,
                    OrderEvent.RELEASED, SCHEDULED,
                    OrderEvent.STARTED, IN_PROGRESS,
                    OrderEvent.COMPLETED, COMPLETED,
                    OrderEvent.DISCONTINUED, DISCONTINUED,
                    OrderEvent.IMAGES_ARRIVED, IN_PROGRESS),
            IN_PROGRESS,
            Map.of(
                    OrderEvent.CALLED_OFF, DISCONTINUED,
                    OrderEvent.BROKEN_OFF, DISCONTINUED,
                    OrderEvent.COMPLETED, COMPLETED,
                    OrderEvent.DISCONTINUED, DISCONTINUED,
                    OrderEvent.WRONG_ENTRY, SCHEDULED),
            COMPLETED,
            Map.of(OrderEvent.STARTED, IN_PROGRESS),
            DISCONTINUED,
            Map.of(
                    OrderEvent.ORDERED, SCHEDULED,
                    OrderEvent.STARTED, IN_PROGRESS,
                    OrderEvent.COMPLETED, COMPLETED,
                    OrderEvent.WRONG_ENTRY, SCHEDULED),
            CANCELLED,
            Map.of(
                    OrderEvent.ORDERED, SCHEDULED,
                    OrderEvent.STARTED, IN_PROGRESS,
                    OrderEvent.COMPLETED, COMPLETED,
                    OrderEvent.DISCONTINUED, DISCONTINUED,
                    OrderEvent.IMAGES_ARRIVED, IN_PROGRESS));

    private StatusTable() {}

    /** What {@code status} becomes; itself where the event changes nothing. */
    static OrderStatus next(OrderStatus status, OrderEvent event) {
        return NEXT.get(status).getOrDefault(event, status);
    }

    /** What the steps become when the event is the whole order's: those that have ended keep out of it, unless all have. */
    static List<ScheduledProcedureStep> next(List<ScheduledProcedureStep> steps, OrderEvent event) {
        boolean allFinal = steps.stream().allMatch(step -> step.status().isFinal());
        return steps.stream()
                .map(step -> step.status().isFinal() && !allFinal ? step : step.withStatus(next(step.status(), event)))
                .toList();
    }

    /** What an order with these steps is at; at least one. */
    static OrderStatus of(List<ScheduledProcedureStep> steps) {
        Map<OrderStatus, Long> counts = steps.stream()
                .collect(Collectors.groupingBy(
                        ScheduledProcedureStep::status, () -> new EnumMap<>(OrderStatus.class), Collectors.counting()));
        Set<OrderStatus> there = counts.keySet();
        boolean begun = there.contains(COMPLETED) || there.contains(DISCONTINUED);
        if (there.contains(IN_PROGRESS)) return IN_PROGRESS;
        if (there.contains(SCHEDULED)) return begun ? IN_PROGRESS : SCHEDULED;
        if (there.contains(ON_HOLD)) return begun ? IN_PROGRESS : ON_HOLD;
        if (there.contains(COMPLETED)) return COMPLETED;
        return there.contains(DISCONTINUED) ? DISCONTINUED : CANCELLED;
    }
}
