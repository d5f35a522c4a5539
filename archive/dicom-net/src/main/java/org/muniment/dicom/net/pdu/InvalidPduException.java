package org.muniment.dicom.net.pdu;

import java.io.IOException;

/** A PDU that breaks PS3.8 9.3; {@link #abortReason()} is what the A-ABORT that answers it says. */
public final class InvalidPduException extends IOException {

    private final int abortReason;

    public InvalidPduException(int abortReason, String message) {
        super(message);
        this.abortReason = abortReason;
    }

    public int abortReason() {
        return abortReason;
    }
}
