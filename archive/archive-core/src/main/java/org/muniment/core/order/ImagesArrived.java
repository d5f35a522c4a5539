package org.muniment.core.order;

import java.util.List;
import java.util.Set;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.ScheduledProcedureStep;

/** Which steps of an order images tell to have begun. */
final class ImagesArrived {

    private ImagesArrived() {}

    /** An order of one step, or none: it. Of several, those for a modality the images are from; which of the others began nobody knows. */
    static ImagingOrder of(ImagingOrder order, Set<String> modalities) {
        if (order.steps().size() < 2) return OrderRules.happened(order, OrderEvent.IMAGES_ARRIVED);
        List<ScheduledProcedureStep> steps = order.steps().stream()
                .map(step -> modalities.contains(step.modality())
                        ? step.withStatus(StatusTable.next(step.status(), OrderEvent.IMAGES_ARRIVED))
                        : step)
                .toList();
        return order.with(StatusTable.of(steps), steps);
    }
}
