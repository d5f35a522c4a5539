package org.muniment.hl7;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.Appointment;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.patient.PatientUpdate;

/** SIU^S12 to S15: when a patient is expected (HL7 2.5.1 chapter 10). */
final class AppointmentMapping {

    private final Hl7Message message;

    AppointmentMapping(Hl7Message message) {
        this.message = message;
    }

    List<Command> commands() {
        PatientUpdate patient = Hl7Translation.mapping(message).update(message.required("PID"));
        return List.of(new Command.PatientChanged(patient), new Command.AppointmentChanged(appointment(patient)));
    }

    private Appointment appointment(PatientUpdate patient) {
        return new Appointment(
                id(),
                patient.identifier(),
                order(),
                start().local(),
                "",
                service(),
                location(),
                message.header().event().equals("S15") ? OrderStatus.CANCELLED : OrderStatus.SCHEDULED,
                message.sentAt());
    }

    /** SCH-2 or SCH-1; of a sender that leaves SCH out, what AIS-11 refers to the booking by. */
    private OrderNumber id() {
        return Stream.of(number("SCH", 2), number("SCH", 1), number("AIS", 11))
                .filter(number -> !number.isEmpty())
                .findFirst()
                .orElseThrow(() -> MessageFault.missing(FieldPath.of("SCH", 1)));
    }

    private OrderNumbers order() {
        return new OrderNumbers(number("SCH", 26), number("SCH", 27), AccessionNumber.NONE, "");
    }

    private OrderNumber number(String name, int field) {
        return message.first(name)
                .map(segment -> new OrderNumber(segment.get(field, 1), segment.get(field, 2)))
                .orElse(OrderNumber.NONE);
    }

    /** SCH-11.4, TQ1-7 or AIS-4. */
    private Timestamp start() {
        return time("SCH", 11, 4)
                .or(() -> time("TQ1", 7, 1))
                .or(() -> time("AIS", 4, 1))
                .or(() -> time("AIL", 6, 1))
                .orElseThrow(() -> MessageFault.missing(FieldPath.of("SCH", 11)));
    }

    private Optional<Timestamp> time(String name, int field, int component) {
        return message.first(name).flatMap(segment -> Timestamp.of(segment, field, component));
    }

    private CodedText service() {
        return message.first("AIS").map(segment -> OrderGroup.coded(segment, 3)).orElse(CodedText.NONE);
    }

    /** AIL-3: point of care, room, bed, facility. */
    private String location() {
        return message.first("AIL")
                .map(segment -> IntStream.rangeClosed(1, 4)
                        .mapToObj(component -> segment.get(3, component))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")))
                .orElse("");
    }
}
