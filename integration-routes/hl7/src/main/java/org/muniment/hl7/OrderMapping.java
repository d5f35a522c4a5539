package org.muniment.hl7;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.OrderChange.Control;
import org.muniment.archive.order.OrderDetails;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.hl7.MessageFault.Condition;

/**
 * ORM^O01, OMG^O19 and OMI^O23: what is ordered (HL7 2.5.1 chapter 4; IHE RAD TF-2 4.2, 4.3, 4.4). Which of the three a message calls itself does not
 * matter: its groups are read by what is in them.
 */
final class OrderMapping {

    private final Hl7Message message;

    OrderMapping(Hl7Message message) {
        this.message = message;
    }

    List<Command> commands() {
        PatientUpdate patient = Hl7Translation.mapping(message).update(message.required("PID"));
        List<OrderGroup> groups = OrderGroup.of(message);
        if (groups.isEmpty())
            throw new MessageFault(Condition.SEGMENT_SEQUENCE_ERROR, FieldPath.of("ORC", 0), "segment ORC is missing");
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.PatientChanged(patient));
        Map<OrderNumbers, OrderChange> changes = new LinkedHashMap<>();
        for (OrderGroup group : groups) {
            OrderChange change = change(group, patient);
            changes.merge(change.numbers(), change, OrderMapping::withStepsOf);
        }
        changes.values().forEach(change -> commands.add(new Command.OrderChanged(change)));
        return commands;
    }

    /** Before there was IPC, each further step of an order was a group of its own with the same numbers. */
    private static OrderChange withStepsOf(OrderChange one, OrderChange other) {
        if (one.control() != other.control()) return other;
        List<ScheduledProcedureStep> steps = new ArrayList<>(one.steps());
        steps.addAll(other.steps());
        return new OrderChange(
                one.control(), one.numbers(), one.patient(), one.study(), one.status(), one.details(), steps, one.at());
    }

    private OrderChange change(OrderGroup group, PatientUpdate patient) {
        Control control = control(group);
        boolean describes = control == Control.NEW || control == Control.CHANGE;
        return new OrderChange(
                control,
                numbers(group),
                Optional.of(patient.identifier()),
                study(group),
                control == Control.STATUS ? Optional.of(status(group)) : Optional.empty(),
                details(group),
                describes ? steps(group) : List.of(),
                at(group));
    }

    static OrderNumbers numbers(OrderGroup group) {
        OrderNumbers numbers = new OrderNumbers(
                number(group, 2), number(group, 3), accession(group), group.value(FieldPlaces.PROCEDURE_ID));
        if (numbers.isEmpty()) throw MessageFault.missing(group.lead().at(2));
        return numbers;
    }

    /** ORC-2 and OBR-2 are the same number, ORC-3 and OBR-3 as well. */
    private static OrderNumber number(OrderGroup group, int field) {
        for (Segment segment : group.any("ORC", "OBR")) {
            String number = segment.get(field);
            if (!number.isEmpty()) return new OrderNumber(number, issuer(segment, field));
        }
        return OrderNumber.NONE;
    }

    private static AccessionNumber accession(OrderGroup group) {
        return group.place(FieldPlaces.ACCESSION)
                .map(found -> new AccessionNumber(found.value(), issuer(found.segment(), found.field())))
                .orElse(AccessionNumber.NONE);
    }

    /** EI-2, else EI-3. */
    private static String issuer(Segment segment, int field) {
        String namespace = segment.get(field, 2);
        return namespace.isEmpty() ? segment.get(field, 3) : namespace;
    }

    static Optional<StudyInstanceUid> study(OrderGroup group) {
        return group.place(FieldPlaces.STUDY).map(found -> {
            try {
                return new StudyInstanceUid(found.value());
            } catch (ArchiveException e) {
                throw new MessageFault(
                        Condition.DATA_TYPE_ERROR,
                        found.segment().at(found.field()),
                        found.segment().at(found.field()) + " is not a UID");
            }
        });
    }

    private static Control control(OrderGroup group) {
        Segment orc = group.any("ORC").stream()
                .findFirst()
                .orElseThrow(() -> new MessageFault(
                        Condition.SEGMENT_SEQUENCE_ERROR, FieldPath.of("ORC", 0), "segment ORC is missing"));
        return switch (orc.required(1)) {
            case "NW", "SN", "RO" -> Control.NEW;
            case "XO", "XX", "SU" -> Control.CHANGE;
            case "CA", "OC", "CR" -> Control.CANCEL;
            case "DC", "OD", "DR" -> Control.DISCONTINUE;
            case "HD", "OH", "HR" -> Control.HOLD;
            case "RL", "OE" -> Control.RELEASE;
            case "RP", "RU" -> Control.REPLACE;
            case "SC" -> Control.STATUS;
            default -> throw new MessageFault(
                    Condition.TABLE_VALUE_NOT_FOUND, orc.at(1), "this order control code is not taken");
        };
    }

    /** ORC-5, HL7 table 0038. */
    private static OrderStatus status(OrderGroup group) {
        Segment orc = group.any("ORC").get(0);
        return switch (orc.required(5)) {
            case "SC" -> OrderStatus.SCHEDULED;
            case "IP", "A" -> OrderStatus.IN_PROGRESS;
            case "CM" -> OrderStatus.COMPLETED;
            case "DC" -> OrderStatus.DISCONTINUED;
            case "CA", "RP" -> OrderStatus.CANCELLED;
            case "HD" -> OrderStatus.ON_HOLD;
            default -> throw new MessageFault(
                    Condition.TABLE_VALUE_NOT_FOUND, orc.at(5), "this order status is not taken");
        };
    }

    private OrderDetails details(OrderGroup group) {
        CodedText procedure = group.coded("OBR", 44);
        Optional<Segment> visit = message.first("PV1");
        return new OrderDetails(
                procedure.isEmpty() ? group.coded("OBR", 4) : procedure,
                group.coded("OBR", 31),
                priority(group),
                group.name("OBR", 16, "ORC", 12),
                visit.map(pv1 -> Names.provider(pv1, 8)).orElse(""),
                group.value(FieldPlaces.ADMISSION));
    }

    /** TQ1-9, ORC-7.6, OBR-27.6 or OBR-5, in DICOM's words where it has one. */
    private static String priority(OrderGroup group) {
        String told = group.first("TQ1-9", "ORC-7.6", "OBR-27.6", "OBR-5");
        return switch (told) {
            case "S" -> "STAT";
            case "A" -> "HIGH";
            case "R" -> "ROUTINE";
            default -> told.toUpperCase(Locale.ROOT);
        };
    }

    private List<ScheduledProcedureStep> steps(OrderGroup group) {
        List<ScheduledProcedureStep> steps = new ArrayList<>();
        for (OrderGroup part : group.parts()) {
            CodedText protocol = part.coded("IPC", 6);
            Optional<Segment> obr = part.any("OBR").stream().findFirst();
            steps.add(new ScheduledProcedureStep(
                    part.value(FieldPlaces.STEP_ID),
                    part.value(FieldPlaces.MODALITY),
                    part.value(FieldPlaces.STATION),
                    start(part),
                    protocol.isEmpty() ? part.coded("OBR", 4) : protocol,
                    obr.map(segment -> Names.performer(segment, 34)).orElse(""),
                    part.first("IPC-8"),
                    OrderStatus.SCHEDULED));
        }
        return steps;
    }

    /** Without one: as soon as the order is told. */
    private LocalDateTime start(OrderGroup group) {
        return group.place(FieldPlaces.START)
                .flatMap(found -> Timestamp.parse(found.value(), found.segment().at(found.field())))
                .map(Timestamp::local)
                .orElseGet(() -> LocalDateTime.ofInstant(at(group), java.time.ZoneId.systemDefault()));
    }

    private Instant at(OrderGroup group) {
        Optional<Timestamp> sent = Timestamp.parse(message.header().timestamp(), FieldPath.of("MSH", 7));
        if (sent.isEmpty()) sent = Timestamp.parse(group.first("ORC-9"), FieldPath.of("ORC", 9));
        return message.at(sent);
    }
}
