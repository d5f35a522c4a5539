package org.muniment.dicom.net.dimse;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** Command sets on the wire: always Implicit VR Little Endian, group length first, PS3.7 6.3.1. */
final class CommandCodec {

    private static final int HEADER_LENGTH = 8;

    private CommandCodec() {}

    /** @throws IllegalArgumentException where these are not the elements of a command set */
    static Command read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Attributes elements = new Attributes();
        try {
            while (in.hasRemaining()) {
                int tag = in.getShort() << 16 | in.getShort() & 0xFFFF;
                int length = in.getInt();
                if (tag >>> 16 != 0) throw new IllegalArgumentException("element of another group in a command set");
                if (length < 0 || length > in.remaining()) {
                    throw new IllegalArgumentException("element longer than its command set");
                }
                byte[] value = new byte[length];
                in.get(value);
                if (tag != Tag.CommandGroupLength) elements.setBytes(tag, vr(tag), value);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("command set ends within an element", e);
        }
        if (!elements.containsValue(Tag.CommandField) || !elements.containsValue(Tag.CommandDataSetType)) {
            throw new IllegalArgumentException("command set without command field or data set type");
        }
        return new Command(elements);
    }

    static byte[] write(Command command) {
        int length = 0;
        for (Attributes.Element e : command.elements().elements()) length += HEADER_LENGTH + bytes(e).length;
        ByteBuffer out = ByteBuffer.allocate(HEADER_LENGTH + 4 + length).order(ByteOrder.LITTLE_ENDIAN);
        header(out, Tag.CommandGroupLength, 4).putInt(length);
        for (Attributes.Element e : command.elements().elements()) {
            byte[] value = bytes(e);
            header(out, e.tag(), value.length).put(value);
        }
        return out.array();
    }

    private static ByteBuffer header(ByteBuffer out, int tag, int length) {
        return out.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length);
    }

    private static byte[] bytes(Attributes.Element element) {
        return ((Value.Bytes) element.value()).bytes();
    }

    /** PS3.7 Annex E. */
    private static VR vr(int tag) {
        return switch (tag) {
            case Tag.AffectedSOPClassUID,
                    Tag.RequestedSOPClassUID,
                    Tag.AffectedSOPInstanceUID,
                    Tag.RequestedSOPInstanceUID -> VR.UI;
            case Tag.MoveDestination, Tag.MoveOriginatorApplicationEntityTitle -> VR.AE;
            case Tag.OffendingElement, Tag.AttributeIdentifierList -> VR.AT;
            case Tag.ErrorComment -> VR.LO;
            default -> VR.US;
        };
    }
}
