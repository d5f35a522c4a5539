package org.muniment.camel.dicom;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.dimse.CommandField;

/** What a producer of DIMSE-N sends: headers name class, instance and type, the body is the data set if it is one. */
final class OutgoingRequest {

    private OutgoingRequest() {}

    static NormalizedRequest of(CommandField operation, Exchange exchange) {
        Message message = exchange.getMessage();
        return new NormalizedRequest(
                operation,
                0,
                mandatory(message, DicomHeaders.SOP_CLASS_UID),
                operation == CommandField.N_CREATE
                        ? message.getHeader(DicomHeaders.SOP_INSTANCE_UID, String.class)
                        : mandatory(message, DicomHeaders.SOP_INSTANCE_UID),
                type(operation, message),
                attributeIdentifiers(message),
                message.getBody() instanceof Attributes dataSet ? dataSet : new Attributes());
    }

    private static int type(CommandField operation, Message message) {
        return switch (operation) {
            case N_ACTION -> number(message, DicomHeaders.ACTION_TYPE);
            case N_EVENT_REPORT -> number(message, DicomHeaders.EVENT_TYPE);
            default -> 0;
        };
    }

    private static List<Integer> attributeIdentifiers(Message message) {
        List<?> tags = message.getHeader(DicomHeaders.ATTRIBUTE_IDENTIFIERS, List.of(), List.class);
        return tags.stream().map(Integer.class::cast).toList();
    }

    private static String mandatory(Message message, String header) {
        String value = message.getHeader(header, String.class);
        if (value == null) throw new IllegalArgumentException("no header " + header);
        return value;
    }

    private static int number(Message message, String header) {
        Integer value = message.getHeader(header, Integer.class);
        if (value == null) throw new IllegalArgumentException("no header " + header);
        return value;
    }
}
