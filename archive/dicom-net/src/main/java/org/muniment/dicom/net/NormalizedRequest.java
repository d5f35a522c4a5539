package org.muniment.dicom.net;

import java.util.List;
import java.util.Objects;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.dimse.CommandField;

/**
 * A request of a DIMSE-N service, PS3.7 10.1.
 *
 * @param messageId 0 in a request yet to be sent
 * @param sopInstanceUid null in an N-CREATE that leaves it to the performer
 * @param type Event Type ID (0000,1002) or Action Type ID (0000,1008); 0 for the other operations
 * @param attributeIdentifiers N-GET: the attributes wanted; empty for all
 * @param dataSet attribute list, modification list, event or action information; empty where there is none
 */
public record NormalizedRequest(
        CommandField operation,
        int messageId,
        String sopClassUid,
        String sopInstanceUid,
        int type,
        List<Integer> attributeIdentifiers,
        Attributes dataSet) {

    public NormalizedRequest {
        if (!operation.isNormalized()) throw new IllegalArgumentException(operation + " is not a DIMSE-N service");
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        if (operation != CommandField.N_CREATE) Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        attributeIdentifiers = List.copyOf(attributeIdentifiers);
        Objects.requireNonNull(dataSet, "dataSet");
    }

    /** @param sopInstanceUid null to leave it to the performer */
    public static NormalizedRequest create(String sopClassUid, String sopInstanceUid, Attributes attributes) {
        return toSend(CommandField.N_CREATE, sopClassUid, sopInstanceUid, 0, attributes);
    }

    public static NormalizedRequest set(String sopClassUid, String sopInstanceUid, Attributes modifications) {
        return toSend(CommandField.N_SET, sopClassUid, sopInstanceUid, 0, modifications);
    }

    public static NormalizedRequest get(String sopClassUid, String sopInstanceUid, Integer... attributeIdentifiers) {
        return new NormalizedRequest(
                CommandField.N_GET, 0, sopClassUid, sopInstanceUid, 0, List.of(attributeIdentifiers), new Attributes());
    }

    public static NormalizedRequest action(
            String sopClassUid, String sopInstanceUid, int actionType, Attributes information) {
        return toSend(CommandField.N_ACTION, sopClassUid, sopInstanceUid, actionType, information);
    }

    public static NormalizedRequest eventReport(
            String sopClassUid, String sopInstanceUid, int eventType, Attributes information) {
        return toSend(CommandField.N_EVENT_REPORT, sopClassUid, sopInstanceUid, eventType, information);
    }

    public static NormalizedRequest delete(String sopClassUid, String sopInstanceUid) {
        return toSend(CommandField.N_DELETE, sopClassUid, sopInstanceUid, 0, new Attributes());
    }

    private static NormalizedRequest toSend(
            CommandField operation, String sopClassUid, String sopInstanceUid, int type, Attributes dataSet) {
        return new NormalizedRequest(operation, 0, sopClassUid, sopInstanceUid, type, List.of(), dataSet);
    }
}
