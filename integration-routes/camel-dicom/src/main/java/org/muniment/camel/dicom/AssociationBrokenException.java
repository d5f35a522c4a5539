package org.muniment.camel.dicom;

import java.io.IOException;

/** The association was there, and ended before the peer had answered: because of what was sent, or of anything else. */
public final class AssociationBrokenException extends IOException {

    private static final long serialVersionUID = 1;

    AssociationBrokenException(IOException cause) {
        super("the association broke: " + cause.getMessage(), cause);
    }
}
