package org.muniment.dicom.net.pdu;

import java.util.List;

/**
 * A-ASSOCIATE-RQ, PS3.8 9.3.2. AE titles are trimmed, and what is not printable in them is replaced by {@code ?}.
 *
 * @param protocolVersion a bit for each version its sender speaks; bit 0 is version 1, the only one there is
 */
public record AssociateRequest(
        int protocolVersion,
        String calledAet,
        String callingAet,
        String applicationContext,
        List<PresentationContext> presentationContexts,
        UserInformation userInformation)
        implements Pdu {

    public AssociateRequest {
        presentationContexts = List.copyOf(presentationContexts);
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_RQ;
    }
}
