package org.muniment.core.order;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.order.Appointment;
import org.muniment.archive.order.AppointmentIndex;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.Provenance;

/** Takes in appointments. */
final class AppointmentBook {

    private final AppointmentIndex appointments;
    private final OrderService orders;
    private final Announced announced;

    AppointmentBook(AppointmentIndex appointments, OrderService orders, Announced announced) {
        this.appointments = appointments;
        this.orders = orders;
        this.announced = announced;
    }

    void apply(Appointment appointment, Provenance by) {
        Optional<Appointment> known = appointments.find(appointment.announcedAs());
        if (known.filter(k -> k.toldAt().isAfter(appointment.toldAt())).isPresent()) return;
        if (!known.equals(Optional.of(appointment))) {
            announced.during(List.of(appointment.announcedAs()), () -> {
                appointments.save(appointment, known);
                return appointment;
            });
        }
        // also where nothing is new: the last attempt may have come no further
        if (appointment.status() == OrderStatus.SCHEDULED)
            order(appointment)
                    .ifPresent(order ->
                            orders.update(order.id(), present -> moved(present, appointment), "ORDER-APPOINTMENT", by));
    }

    /** Of the same patient: another's order may have the same number, above all the same accession number. */
    private Optional<ImagingOrder> order(Appointment appointment) {
        return orders.ofPatient(
                appointment.patient(),
                new OrderAccess.ByPlacer(appointment.order().placer()),
                new OrderAccess.ByFiller(appointment.order().filler()),
                new OrderAccess.ByAccession(appointment.order().accession()));
    }

    private static ImagingOrder moved(ImagingOrder order, Appointment to) {
        if (to.toldAt().isBefore(order.toldAt())) return order;
        List<ScheduledProcedureStep> steps = order.steps().stream()
                .map(step -> step.status() == OrderStatus.SCHEDULED && isFor(to, step) ? step.at(to.start()) : step)
                .toList();
        return new ImagingOrder(
                order.id(),
                order.numbers(),
                order.patient(),
                order.study(),
                order.status(),
                order.details(),
                steps,
                order.toldAt(), // a booking is no news of the order: what is told of that meanwhile still counts
                order.updatedAt());
    }

    private static boolean isFor(Appointment appointment, ScheduledProcedureStep step) {
        return appointment.modality().isEmpty() || appointment.modality().equals(step.modality());
    }
}
