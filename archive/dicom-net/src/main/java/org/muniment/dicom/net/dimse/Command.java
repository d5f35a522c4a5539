package org.muniment.dicom.net.dimse;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** A command set, PS3.7 6.3 and Annex E: what a message is about. Its data set, if any, is not part of it. */
public final class Command {

    private static final int NO_DATA_SET = 0x0101;
    private static final int DATA_SET = 0x0001;

    private final Attributes elements;

    Command(Attributes elements) {
        this.elements = elements;
    }

    public static Command request(CommandField field, int messageId, String sopClassUid, boolean hasDataSet) {
        Command command = new Command(new Attributes());
        command.elements.setString(Tag.AffectedSOPClassUID, VR.UI, sopClassUid);
        command.with(Tag.CommandField, field.code());
        command.with(Tag.MessageID, messageId);
        command.with(Tag.CommandDataSetType, hasDataSet ? DATA_SET : NO_DATA_SET);
        return command;
    }

    /** A request on a normalized instance; the service says whether its class and instance are requested or affected ones. */
    public static Command normalized(
            CommandField field, int messageId, String sopClassUid, String sopInstanceUid, boolean hasDataSet) {
        boolean requested = field.namesRequestedInstance();
        Command command = new Command(new Attributes());
        command.with(requested ? Tag.RequestedSOPClassUID : Tag.AffectedSOPClassUID, VR.UI, sopClassUid);
        command.with(Tag.CommandField, field.code());
        command.with(Tag.MessageID, messageId);
        command.with(Tag.CommandDataSetType, hasDataSet ? DATA_SET : NO_DATA_SET);
        if (sopInstanceUid != null) {
            command.with(requested ? Tag.RequestedSOPInstanceUID : Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid);
        }
        return command;
    }

    public static Command cancel(int messageId) {
        Command command = new Command(new Attributes());
        command.with(Tag.CommandField, CommandField.C_CANCEL.code());
        command.with(Tag.MessageIDBeingRespondedTo, messageId);
        command.with(Tag.CommandDataSetType, NO_DATA_SET);
        return command;
    }

    /** The response to this request; repeats its SOP class, instance, and type of event or action, where it has them. */
    public Command response(int status, boolean hasDataSet) {
        Command response = new Command(new Attributes());
        copyTo(response, Tag.AffectedSOPClassUID);
        copyTo(response, Tag.AffectedSOPInstanceUID);
        copyTo(response, Tag.EventTypeID);
        copyTo(response, Tag.ActionTypeID);
        // PS3.7 10.1.2 to 10.1.6: what a request calls requested is affected in its response
        copyTo(response, Tag.RequestedSOPClassUID, Tag.AffectedSOPClassUID);
        copyTo(response, Tag.RequestedSOPInstanceUID, Tag.AffectedSOPInstanceUID);
        response.with(Tag.CommandField, commandField() | CommandField.RESPONSE);
        response.with(Tag.MessageIDBeingRespondedTo, messageId());
        response.with(Tag.CommandDataSetType, hasDataSet ? DATA_SET : NO_DATA_SET);
        response.with(Tag.Status, status);
        return response;
    }

    private void copyTo(Command response, int tag) {
        if (elements.contains(tag)) response.elements.put(elements.get(tag));
    }

    private void copyTo(Command response, int tag, int asTag) {
        String uid = elements.getString(tag);
        if (uid != null && !response.elements.contains(asTag)) response.with(asTag, VR.UI, uid);
    }

    // ---- what it says ----

    public int commandField() {
        return number(Tag.CommandField);
    }

    /** Request or response of this operation; null where it is none we know. */
    public CommandField operation() {
        return CommandField.of(commandField());
    }

    public boolean isResponse() {
        return (commandField() & CommandField.RESPONSE) != 0;
    }

    /** Message ID (0000,0110) of a request, or -1. */
    public int messageId() {
        return number(Tag.MessageID);
    }

    /** Message ID Being Responded To (0000,0120) of a response or a C-CANCEL, or -1. */
    public int respondedTo() {
        return number(Tag.MessageIDBeingRespondedTo);
    }

    public boolean hasDataSet() {
        return number(Tag.CommandDataSetType) != NO_DATA_SET;
    }

    /** Affected or Requested SOP Class UID, or null. */
    public String sopClassUid() {
        String affected = elements.getString(Tag.AffectedSOPClassUID);
        return affected != null ? affected : elements.getString(Tag.RequestedSOPClassUID);
    }

    /** Affected or Requested SOP Instance UID, or null. */
    public String sopInstanceUid() {
        String affected = elements.getString(Tag.AffectedSOPInstanceUID);
        return affected != null ? affected : elements.getString(Tag.RequestedSOPInstanceUID);
    }

    public int status() {
        return number(Tag.Status);
    }

    /** A 16-bit number, or -1 where it is absent. */
    public int number(int tag) {
        byte[] bytes = elements.getBytes(tag);
        return bytes == null || bytes.length < 2 ? -1 : bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8;
    }

    /** A text, or null where it is absent or empty. */
    public String text(int tag) {
        return elements.getString(tag);
    }

    /** Tags listed by an element of VR AT. */
    public int[] tags(int tag) {
        byte[] bytes = elements.getBytes(tag);
        int[] tags = new int[bytes == null ? 0 : bytes.length / 4];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = (bytes[4 * i] & 0xFF) << 16
                    | (bytes[4 * i + 1] & 0xFF) << 24
                    | bytes[4 * i + 2] & 0xFF
                    | (bytes[4 * i + 3] & 0xFF) << 8;
        }
        return tags;
    }

    // ---- saying more ----

    public Command with(int tag, int number) {
        elements.setBytes(tag, VR.US, new byte[] {(byte) number, (byte) (number >>> 8)});
        return this;
    }

    public Command with(int tag, VR vr, String text) {
        elements.setString(tag, vr, text);
        return this;
    }

    public Command withTags(int tag, int... tags) {
        elements.setInt(tag, VR.AT, tags);
        return this;
    }

    Attributes elements() {
        return elements;
    }
}
