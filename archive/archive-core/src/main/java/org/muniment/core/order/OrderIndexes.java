package org.muniment.core.order;

import java.util.Objects;
import org.muniment.archive.order.AppointmentIndex;
import org.muniment.archive.order.OrderIndex;
import org.muniment.archive.order.PerformedStepIndex;

/** What is kept of orders. */
public record OrderIndexes(OrderIndex orders, AppointmentIndex appointments, PerformedStepIndex performed) {

    public OrderIndexes {
        Objects.requireNonNull(orders);
        Objects.requireNonNull(appointments);
        Objects.requireNonNull(performed);
    }
}
