package org.muniment.dicom.net;

import java.io.IOException;
import org.muniment.dicom.net.pdu.AssociateReject;

/** The peer answered our A-ASSOCIATE-RQ with A-ASSOCIATE-RJ. */
public final class AssociationRejectedException extends IOException {

    private final transient AssociateReject reason;

    public AssociationRejectedException(AssociateReject reason) {
        super("association rejected: " + reason.text());
        this.reason = reason;
    }

    public AssociateReject reason() {
        return reason;
    }
}
