package org.muniment.archive.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every index of appointments keeps to. It may hold those of other tests. */
public interface AppointmentIndexContract {

    AppointmentIndex appointments();

    @Test
    default void shouldFindAnAppointmentByNamePatientAndDay() {
        LocalDateTime start = LocalDateTime.of(1999, 7, 1, 10, 0);
        Appointment later = appointment(start.plusHours(1), OrderStatus.SCHEDULED);
        Appointment earlier = appointment(start, OrderStatus.SCHEDULED);
        List.of(later, earlier).forEach(a -> appointments().save(a, Optional.empty()));

        assertThat(appointments().find(later.announcedAs())).contains(later);
        assertThat(list(appointments().ofPatient(later.patient()))).containsExactly(later);
        assertThat(on(start.toLocalDate())).containsExactly(earlier, later);
    }

    @Test
    default void shouldFollowAnAppointmentThatIsMovedAndCalledOff() {
        LocalDateTime start = LocalDateTime.of(1999, 8, 1, 10, 0);
        Appointment first = appointment(start, OrderStatus.SCHEDULED);
        Appointment moved = with(first, start.plusDays(1), OrderStatus.SCHEDULED);
        Appointment calledOff = with(first, start.plusDays(1), OrderStatus.CANCELLED);
        appointments().save(first, Optional.empty());
        appointments().save(moved, Optional.of(first));
        assertThat(on(start.toLocalDate())).isEmpty();
        assertThat(on(moved.start().toLocalDate())).containsExactly(moved);

        appointments().save(calledOff, Optional.of(moved));
        assertThat(on(moved.start().toLocalDate())).isEmpty();
        assertThat(list(appointments().ofPatient(first.patient()))).containsExactly(calledOff);
    }

    private static Appointment appointment(LocalDateTime start, OrderStatus status) {
        SampleOrder order = SampleOrder.next();
        return new Appointment(
                new OrderNumber("S" + order.study(), "SCHED"),
                order.patient(),
                order.numbers(),
                start,
                "CT",
                SampleOrder.details().procedure(),
                "Room 3",
                status,
                SampleOrder.TOLD);
    }

    private static Appointment with(Appointment a, LocalDateTime start, OrderStatus status) {
        return new Appointment(
                a.id(), a.patient(), a.order(), start, a.modality(), a.procedure(), a.location(), status, a.toldAt());
    }

    private List<Appointment> on(LocalDate day) {
        return list(appointments().on(day));
    }

    private static List<Appointment> list(Stream<Appointment> found) {
        try (found) {
            return found.toList();
        }
    }
}
