package org.muniment.dicom.net.pdu;

import java.util.List;

/** A-ASSOCIATE-AC, PS3.8 9.3.3; the AE titles repeat those of the request. */
public record AssociateAccept(
        String calledAet,
        String callingAet,
        String applicationContext,
        List<PresentationContextResult> presentationContexts,
        UserInformation userInformation)
        implements Pdu {

    public AssociateAccept {
        presentationContexts = List.copyOf(presentationContexts);
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_AC;
    }
}
