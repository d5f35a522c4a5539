package org.muniment.server.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.PduWriter;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.UserInformation;

/** PDUs (PS3.8 9.3) and messages (PS3.7 6.3) as bytes, right or wrong. */
final class Wire {

    static final String CALLING_AET = "HOSTILE";

    static final int ECHO = 1;
    static final int STORE = 3;
    static final int FIND = 5;
    /** Proposed, and not accepted. */
    static final int WORKLIST = 7;

    static final int DATA_SET = 0;
    static final int COMMAND = 1;
    static final int LAST = 2;

    static final byte[] GOOD_REQUEST = PduWriter.write(request("MUNIMENT", CALLING_AET, contexts()));

    private Wire() {}

    static List<PresentationContext> contexts() {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        return List.of(
                new PresentationContext(ECHO, UID.Verification, implicit),
                new PresentationContext(STORE, UID.CTImageStorage, List.of(UID.ExplicitVRLittleEndian)),
                new PresentationContext(FIND, UID.StudyRootQueryRetrieveInformationModelFind, implicit),
                new PresentationContext(WORKLIST, "1.2.840.10008.5.1.4.31", implicit));
    }

    static AssociateRequest request(String calledAet, String callingAet, List<PresentationContext> contexts) {
        UserInformation info =
                new UserInformation(16_384, "1.2.3", null, null, List.of(), List.of(), List.of(), null, null);
        return new AssociateRequest(1, calledAet, callingAet, UID.DicomApplicationContext, contexts, info);
    }

    // ---- PDUs ----

    static byte[] pdu(int type, byte[] body) {
        return pdu(type, body.length, body);
    }

    static byte[] pdu(int type, int declaredLength, byte[] body) {
        return ByteBuffer.allocate(6 + body.length)
                .putShort((short) (type << 8))
                .putInt(declaredLength)
                .put(body)
                .array();
    }

    static byte[] pData(byte[]... pdvs) {
        return pdu(4, concat(pdvs));
    }

    static byte[] pdv(int contextId, int control, byte[] data) {
        return pdv(data.length + 2, contextId, control, data);
    }

    static byte[] pdv(int declaredLength, int contextId, int control, byte[] data) {
        return ByteBuffer.allocate(6 + data.length)
                .putInt(declaredLength)
                .put((byte) contextId)
                .put((byte) control)
                .put(data)
                .array();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    // ---- messages ----

    /** A C-STORE request for a CT. */
    static byte[] storeCommand(int messageId, String sopInstanceUid) {
        return command(0x0001, messageId, UID.CTImageStorage, sopInstanceUid, true);
    }

    static byte[] echoCommand(int messageId) {
        return command(0x0030, messageId, UID.Verification, null, false);
    }

    static byte[] findCommand(int messageId) {
        return command(0x0020, messageId, UID.StudyRootQueryRetrieveInformationModelFind, null, true);
    }

    static byte[] cancelCommand(int messageId) {
        return withGroupLength(concat(us(0x0100, 0x0FFF), us(0x0120, messageId), us(0x0800, 0x0101)));
    }

    static byte[] command(int field, int messageId, String sopClassUid, String sopInstanceUid, boolean hasDataSet) {
        return withGroupLength(concat(
                text(0x0002, sopClassUid),
                us(0x0100, field),
                us(0x0110, messageId),
                us(0x0700, 0),
                us(0x0800, hasDataSet ? 1 : 0x0101),
                text(0x1000, sopInstanceUid)));
    }

    /** A command set of these elements. */
    static byte[] withGroupLength(byte[] elements) {
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(elements.length)
                .array();
        return concat(element(0x0000, length), elements);
    }

    static byte[] us(int element, int number) {
        return element(element, new byte[] {(byte) number, (byte) (number >>> 8)});
    }

    static byte[] text(int element, String uid) {
        if (uid == null) return new byte[0];
        return element(element, (uid.length() % 2 == 0 ? uid : uid + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    /** Of group 0000. */
    static byte[] element(int element, byte[] value) {
        return implicit(element, value);
    }

    /** One element of an identifier. */
    static byte[] implicit(int tag, String value) {
        return implicit(tag, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] implicit(int tag, byte[] value) {
        return ByteBuffer.allocate(8 + value.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .putInt(value.length)
                .put(value)
                .array();
    }
}
