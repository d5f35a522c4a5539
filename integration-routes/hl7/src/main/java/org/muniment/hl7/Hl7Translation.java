package org.muniment.hl7;

import java.util.ArrayList;
import java.util.List;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.hl7.MessageFault.Condition;

/** From a message to what it asks of the archive. Pure: the same message always asks the same. */
public final class Hl7Translation {

    private Hl7Translation() {}

    /** @throws MessageFault where the message is none the archive takes, or lacks what it needs */
    public static List<Command> translate(Hl7Message message) {
        MessageHeader header = message.header();
        return switch (header.type()) {
            case "ADT" -> patient(message);
            case "ORM", "OMG", "OMI" -> new OrderMapping(message).commands();
            case "SIU" -> appointment(message);
            case "ORU" -> {
                requireEvent(header, List.of("R01"));
                yield new ReportMapping(message).commands();
            }
            default -> throw new MessageFault(
                    Condition.UNSUPPORTED_MESSAGE_TYPE, FieldPath.of("MSH", 9), "messages of this type are not taken");
        };
    }

    private static List<Command> patient(Hl7Message message) {
        return switch (message.header().event()) {
            case "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A12", "A13", "A28", "A31" -> changed(
                    message);
                // A visit or a record of a person is deleted there; what the archive keeps of the patient stays with
                // the studies.
            case "A23", "A29" -> changed(message);
            case "A40" -> merged(message);
            case "A47" -> renamed(message);
            default -> throw unsupportedEvent();
        };
    }

    private static List<Command> changed(Hl7Message message) {
        return List.of(new Command.PatientChanged(mapping(message).update(message.required("PID"))));
    }

    /** Each PID with the MRG behind it: a message may merge several pairs. */
    private static List<Command> merged(Hl7Message message) {
        List<Command> commands = new ArrayList<>();
        PatientMapping mapping = mapping(message);
        Segment pid = message.required("PID");
        message.required("MRG");
        for (Segment segment : message.segments()) {
            if (segment.is("PID")) {
                pid = segment;
                commands.add(new Command.PatientChanged(mapping.update(pid)));
            } else if (segment.is("MRG")) {
                commands.add(new Command.PatientsMerged(mapping.identifier(pid), mapping.prior(segment)));
            }
        }
        return commands;
    }

    private static List<Command> renamed(Hl7Message message) {
        PatientMapping mapping = mapping(message);
        Segment pid = message.required("PID");
        PatientIdentifier from = mapping.prior(message.required("MRG"));
        return List.of(
                new Command.IdentifierChanged(from, mapping.identifier(pid)),
                new Command.PatientChanged(mapping.update(pid)));
    }

    private static List<Command> appointment(Hl7Message message) {
        requireEvent(message.header(), List.of("S12", "S13", "S14", "S15"));
        return new AppointmentMapping(message).commands();
    }

    static PatientMapping mapping(Hl7Message message) {
        return new PatientMapping(message.settings());
    }

    private static void requireEvent(MessageHeader header, List<String> events) {
        if (!events.contains(header.event())) throw unsupportedEvent();
    }

    private static MessageFault unsupportedEvent() {
        return new MessageFault(
                Condition.UNSUPPORTED_EVENT_CODE, FieldPath.of("MSH", 9), "messages of this event are not taken");
    }
}
