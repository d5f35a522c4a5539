package org.muniment.dicom.net.upperlayer;

import java.io.IOException;

/** The association is over, or was never one. */
public final class AssociationEndedException extends IOException {

    public AssociationEndedException(String message) {
        super(message);
    }
}
