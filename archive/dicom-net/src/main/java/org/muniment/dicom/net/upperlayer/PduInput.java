package org.muniment.dicom.net.upperlayer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.InvalidPduException;
import org.muniment.dicom.net.pdu.Pdu;
import org.muniment.dicom.net.pdu.PduReader;
import org.muniment.dicom.net.pdu.PduType;

/**
 * Turns what comes over the connection into events of the state table. Control PDUs are read whole, P-DATA-TF only up
 * to its body, which is then read PDV by PDV. A length is compared with what may be before anything is done by it.
 */
final class PduInput {

    /** 128 presentation contexts with 40 transfer syntaxes each, and as much again. */
    private static final int MAX_ASSOCIATE_LENGTH = 256 << 10;

    private static final int FIXED_BODY_LENGTH = 4;
    private static final int PDV_HEADER_LENGTH = 6;

    private final Transport transport;
    private final int maxPduLength;

    private Pdu pdu;
    private InvalidPduException invalid;
    private boolean framed = true;
    private int bodyLeft;
    private int pdvLeft;

    PduInput(Transport transport, int maxPduLength) {
        this.transport = transport;
        this.maxPduLength = maxPduLength;
    }

    /** What came last, where it was a control PDU. It is not kept beyond that: a request can be much. */
    Pdu pdu() {
        return pdu;
    }

    /** What was wrong, after {@link Event#INVALID_PDU}. */
    InvalidPduException invalid() {
        return invalid;
    }

    /**
     * Waits for the next PDU.
     *
     * @param wait how long for its first byte
     * @param rest how long the rest of it may take; null where {@code wait} is for all of it
     * @return null where nothing came in time
     * @throws SocketTimeoutException where a PDU began and was not done in time
     */
    Event next(Duration wait, Duration rest) throws SocketTimeoutException {
        try {
            transport.skip(bodyLeft);
            bodyLeft = 0;
            pdvLeft = 0;
            pdu = null;
            transport.allowWaiting(wait);
            if (!framed) transport.drain();
            if (!hasByte()) return null;
            if (rest != null) transport.allowWaiting(rest);
            return readPdu();
        } catch (InvalidPduException e) {
            return invalid(e);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return Event.TRANSPORT_CLOSED;
        }
    }

    private boolean hasByte() throws IOException {
        try {
            if (!transport.await()) throw new EOFException("connection closed");
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private Event readPdu() throws IOException {
        transport.require(PduType.HEADER_LENGTH);
        int code = transport.nextByte();
        transport.nextByte();
        int length = transport.nextInt();
        PduType type = PduType.of(code);
        if (type == null) throw unframed(Abort.UNRECOGNIZED_PDU, "PDU type " + code);
        if (!isPossible(type, length)) {
            throw unframed(
                    Abort.INVALID_PDU_PARAMETER_VALUE, type + " of " + Integer.toUnsignedString(length) + " bytes");
        }
        if (type == PduType.P_DATA_TF) bodyLeft = length;
        else pdu = PduReader.read(type, body(length));
        return switch (type) {
            case A_ASSOCIATE_RQ -> Event.ASSOCIATE_RQ_PDU;
            case A_ASSOCIATE_AC -> Event.ASSOCIATE_AC_PDU;
            case A_ASSOCIATE_RJ -> Event.ASSOCIATE_RJ_PDU;
            case P_DATA_TF -> Event.P_DATA_TF_PDU;
            case A_RELEASE_RQ -> Event.RELEASE_RQ_PDU;
            case A_RELEASE_RP -> Event.RELEASE_RP_PDU;
            case A_ABORT -> Event.ABORT_PDU;
        };
    }

    private boolean isPossible(PduType type, int length) {
        return switch (type) {
            case A_ASSOCIATE_RQ, A_ASSOCIATE_AC -> length >= 0 && length <= MAX_ASSOCIATE_LENGTH;
            case P_DATA_TF -> length >= PDV_HEADER_LENGTH && length <= maxPduLength;
            case A_ASSOCIATE_RJ, A_RELEASE_RQ, A_RELEASE_RP, A_ABORT -> length == FIXED_BODY_LENGTH;
        };
    }

    /** Grows as bytes come, not as the length promises. */
    private byte[] body(int length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[Math.min(length, 4096)];
        while (body.size() < length) {
            int count = transport.read(chunk, 0, Math.min(chunk.length, length - body.size()));
            body.write(chunk, 0, count);
        }
        return body.toByteArray();
    }

    // ---- P-DATA ----

    /** True where another PDV follows in this P-DATA-TF. */
    boolean hasPdv() {
        return bodyLeft > pdvLeft;
    }

    /** Steps to the next PDV of this P-DATA-TF, PS3.8 9.3.5.1; what is left of the last one is skipped. */
    Pdv nextPdv() throws IOException {
        skipPdv();
        if (bodyLeft < PDV_HEADER_LENGTH) {
            throw unframed(Abort.INVALID_PDU_PARAMETER_VALUE, "P-DATA-TF ends within a PDV header");
        }
        transport.require(PDV_HEADER_LENGTH);
        int length = transport.nextInt();
        int contextId = transport.nextByte();
        int control = transport.nextByte();
        bodyLeft -= PDV_HEADER_LENGTH;
        if (length < 2 || length - 2 > bodyLeft) {
            throw unframed(
                    Abort.INVALID_PDU_PARAMETER_VALUE,
                    "PDV of " + Integer.toUnsignedString(length) + " bytes in a P-DATA-TF with " + bodyLeft + " left");
        }
        pdvLeft = length - 2;
        return new Pdv(contextId, (control & 1) != 0, (control & 2) != 0);
    }

    /** Bytes of the current PDV not read yet. */
    int pdvLeft() {
        return pdvLeft;
    }

    int read(byte[] target, int offset, int length) throws IOException {
        int count = transport.read(target, offset, Math.min(length, pdvLeft));
        pdvLeft -= count;
        bodyLeft -= count;
        return count;
    }

    void skipPdv() throws IOException {
        transport.skip(pdvLeft);
        bodyLeft -= pdvLeft;
        pdvLeft = 0;
    }

    /** After this there is no telling where the next PDU begins. */
    private InvalidPduException unframed(int reason, String message) {
        framed = false;
        return new InvalidPduException(reason, message);
    }

    Event invalid(InvalidPduException e) {
        invalid = e;
        return Event.INVALID_PDU;
    }
}
