package org.muniment.dicom.net.pdu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodes PDUs, PS3.8 9.3; the other half of {@link PduReader}. */
public final class PduWriter {

    private static final int PROTOCOL_VERSION = 1;

    /** Grows on demand; what we write is as large as we make it. */
    private ByteBuffer out = ByteBuffer.allocate(512);

    private PduWriter() {}

    /** The whole PDU, its header included. */
    public static byte[] write(Pdu pdu) {
        PduWriter writer = new PduWriter();
        writer.bytes(pdu.type().code(), 0);
        int length = writer.beginInt();
        writer.body(pdu);
        writer.endInt(length);
        return Arrays.copyOf(writer.out.array(), writer.out.position());
    }

    private void body(Pdu pdu) {
        if (pdu instanceof AssociateRequest rq) {
            fixedPart(rq.protocolVersion(), rq.calledAet(), rq.callingAet());
            text(Item.APPLICATION_CONTEXT, rq.applicationContext());
            rq.presentationContexts().forEach(this::presentationContext);
            userInformation(rq.userInformation());
        } else if (pdu instanceof AssociateAccept ac) {
            fixedPart(PROTOCOL_VERSION, ac.calledAet(), ac.callingAet());
            text(Item.APPLICATION_CONTEXT, ac.applicationContext());
            ac.presentationContexts().forEach(this::presentationContextResult);
            userInformation(ac.userInformation());
        } else if (pdu instanceof AssociateReject rj) {
            bytes(0, rj.result(), rj.source(), rj.reason());
        } else if (pdu instanceof Abort abort) {
            bytes(0, 0, abort.source(), abort.reason());
        } else {
            bytes(0, 0, 0, 0);
        }
    }

    private void fixedPart(int protocolVersion, String calledAet, String callingAet) {
        shortValue(protocolVersion);
        shortValue(0);
        aeTitle(calledAet);
        aeTitle(callingAet);
        raw(new byte[Item.RESERVED_LENGTH]);
    }

    private void aeTitle(String aet) {
        byte[] padded = new byte[Item.AE_TITLE_LENGTH];
        Arrays.fill(padded, (byte) ' ');
        byte[] bytes = ascii(aet);
        System.arraycopy(bytes, 0, padded, 0, Math.min(bytes.length, padded.length));
        raw(padded);
    }

    private void presentationContext(PresentationContext context) {
        int item = begin(Item.PRESENTATION_CONTEXT_RQ);
        bytes(context.id(), 0, 0, 0);
        text(Item.ABSTRACT_SYNTAX, context.abstractSyntax());
        context.transferSyntaxes().forEach(uid -> text(Item.TRANSFER_SYNTAX, uid));
        end(item);
    }

    private void presentationContextResult(PresentationContextResult result) {
        int item = begin(Item.PRESENTATION_CONTEXT_AC);
        bytes(result.id(), 0, result.result().ordinal(), 0);
        text(Item.TRANSFER_SYNTAX, result.transferSyntax());
        end(item);
    }

    private void userInformation(UserInformation info) {
        int item = begin(Item.USER_INFORMATION);
        int maximumLength = begin(Item.MAXIMUM_LENGTH);
        intValue(info.maxPduLength());
        end(maximumLength);
        text(Item.IMPLEMENTATION_CLASS_UID, info.implementationClassUid());
        if (info.asyncOperationsWindow() != null) asyncOperationsWindow(info.asyncOperationsWindow());
        info.roleSelections().forEach(this::roleSelection);
        if (info.implementationVersionName() != null) {
            text(Item.IMPLEMENTATION_VERSION_NAME, info.implementationVersionName());
        }
        info.extendedNegotiations().forEach(this::extendedNegotiation);
        info.commonExtendedNegotiations().forEach(this::commonExtendedNegotiation);
        if (info.userIdentity() != null) userIdentity(info.userIdentity());
        if (info.userIdentityResponse() != null) {
            int response = begin(Item.USER_IDENTITY_RESPONSE);
            sized(info.userIdentityResponse());
            end(response);
        }
        end(item);
    }

    private void asyncOperationsWindow(AsyncOperationsWindow window) {
        int item = begin(Item.ASYNC_OPERATIONS_WINDOW);
        shortValue(window.invoked());
        shortValue(window.performed());
        end(item);
    }

    private void roleSelection(RoleSelection role) {
        int item = begin(Item.ROLE_SELECTION);
        sized(ascii(role.sopClassUid()));
        bytes(role.scu() ? 1 : 0, role.scp() ? 1 : 0);
        end(item);
    }

    private void extendedNegotiation(ExtendedNegotiation negotiation) {
        int item = begin(Item.EXTENDED_NEGOTIATION);
        sized(ascii(negotiation.sopClassUid()));
        raw(negotiation.information());
        end(item);
    }

    private void commonExtendedNegotiation(CommonExtendedNegotiation negotiation) {
        int item = begin(Item.COMMON_EXTENDED_NEGOTIATION);
        sized(ascii(negotiation.sopClassUid()));
        sized(ascii(negotiation.serviceClassUid()));
        int related = beginShort();
        negotiation.relatedGeneralSopClassUids().forEach(uid -> sized(ascii(uid)));
        end(related);
        end(item);
    }

    private void userIdentity(UserIdentity identity) {
        int item = begin(Item.USER_IDENTITY);
        bytes(identity.type(), identity.positiveResponseRequested() ? 1 : 0);
        sized(identity.primaryField());
        sized(identity.secondaryField());
        end(item);
    }

    // ---- building blocks ----

    private void text(int itemType, String text) {
        int item = begin(itemType);
        raw(ascii(text));
        end(item);
    }

    private int begin(int itemType) {
        bytes(itemType, 0);
        return beginShort();
    }

    /** Leaves room for a 16-bit length; gives its place to {@link #end}. */
    private int beginShort() {
        shortValue(0);
        return out.position();
    }

    private void end(int start) {
        int length = out.position() - start;
        if (length > 0xFFFF) throw new IllegalArgumentException("item too long: " + length);
        out.putShort(start - 2, (short) length);
    }

    private int beginInt() {
        intValue(0);
        return out.position();
    }

    private void endInt(int start) {
        out.putInt(start - 4, out.position() - start);
    }

    private void sized(byte[] value) {
        int start = beginShort();
        raw(value);
        end(start);
    }

    private void bytes(int... values) {
        for (int value : values) room(1).put((byte) value);
    }

    private void shortValue(int value) {
        room(2).putShort((short) value);
    }

    private void intValue(int value) {
        room(4).putInt(value);
    }

    private void raw(byte[] value) {
        room(value.length).put(value);
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            byte[] larger = Arrays.copyOf(out.array(), 2 * (out.position() + bytes));
            out = ByteBuffer.wrap(larger).position(out.position());
        }
        return out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
