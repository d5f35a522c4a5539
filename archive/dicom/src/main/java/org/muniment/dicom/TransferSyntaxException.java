package org.muniment.dicom;

import java.io.IOException;

/** A data set cannot be written in the transfer syntax asked for. */
public final class TransferSyntaxException extends IOException {

    public TransferSyntaxException(String message) {
        super(message);
    }
}
