package org.muniment.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.archive.order.SampleOrder.START;
import static org.muniment.archive.order.SampleOrder.TOLD;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.Appointment;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderChange.Control;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.patient.PatientIdentifier;

/** Appointments with and without an order. */
class AppointmentsTest {

    private final OrderDesk desk = new OrderDesk();
    private final SampleOrder sample = SampleOrder.next();

    private Appointment appointment(int day, Instant toldAt, OrderStatus status) {
        return new Appointment(
                new OrderNumber("S1", "SCHED"),
                sample.patient(),
                sample.numbers(),
                START.plusDays(day),
                "",
                CodedText.NONE,
                "",
                status,
                toldAt);
    }

    @Test
    void shouldMoveTheStepsOfItsOrder() {
        ImagingOrder order = desk.order(sample);
        Appointment booked = appointment(2, TOLD.plusSeconds(9), OrderStatus.SCHEDULED);
        desk.orders.apply(booked, OrderDesk.BY);
        desk.orders.apply(appointment(5, TOLD.plusSeconds(5), OrderStatus.SCHEDULED), OrderDesk.BY);
        assertThat(desk.orders.find(order.id()).orElseThrow().steps())
                .extracting(step -> step.start())
                .containsExactly(START.plusDays(2));
        assertThat(desk.orders.appointments(sample.patient())).containsExactly(booked);
        assertThat(desk.orders.appointment(booked.announcedAs())).contains(booked);
        assertThat(desk.announced()).contains(booked.announcedAs(), order.study());
    }

    @Test
    void shouldLeaveAnothersOrderOfTheSameAccessionNumberWhereItIs() {
        AccessionNumber shared = sample.numbers().accession();
        OrderNumbers numbers = new OrderNumbers(OrderNumber.NONE, OrderNumber.NONE, shared, "");
        PatientIdentifier other = new PatientIdentifier("OTHER", "HOSPITAL");
        ImagingOrder others =
                desk.order(new SampleOrder(numbers, other, SampleOrder.next().study(), sample.steps()));
        Appointment booked = appointment(2, TOLD.plusSeconds(9), OrderStatus.SCHEDULED);
        desk.orders.apply(booked, OrderDesk.BY);
        assertThat(desk.orders.find(others.id())).contains(others);

        desk.patients.put(other, new PatientDirectory.Person(sample.patient(), "", "", "")); // they are one person
        desk.orders.apply(booked, OrderDesk.BY);
        assertThat(desk.orders.find(others.id()).orElseThrow().steps())
                .extracting(step -> step.start())
                .containsExactly(START.plusDays(2));
    }

    @Test
    void shouldNotHideThatTheOrderWasCancelledBefore() {
        desk.order(sample);
        desk.orders.apply(appointment(2, TOLD.plusSeconds(9), OrderStatus.SCHEDULED), OrderDesk.BY);
        assertThat(desk.apply(sample.bare(Control.CANCEL, TOLD.plusSeconds(5))).status())
                .isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void shouldBeKeptWithoutAnOrder() {
        Appointment booked = appointment(2, TOLD, OrderStatus.SCHEDULED);
        desk.orders.apply(booked, OrderDesk.BY);
        desk.orders.apply(appointment(2, TOLD.plusSeconds(1), OrderStatus.CANCELLED), OrderDesk.BY);
        assertThat(desk.orders.appointments(sample.patient()))
                .extracting(Appointment::status)
                .containsExactly(OrderStatus.CANCELLED);
    }
}
