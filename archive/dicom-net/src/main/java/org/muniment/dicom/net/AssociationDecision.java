package org.muniment.dicom.net;

import java.util.List;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.RoleSelection;

/** The answer of an {@link AssociationPolicy}. */
public sealed interface AssociationDecision {

    /**
     * Go ahead. Contexts the policy leaves out are answered as rejected by the user.
     *
     * @param roles answers to role selections, seen from the requestor (PS3.7 D.3.3.4); only classes it asked for
     * @param extendedNegotiations answers to extended negotiations; only classes it asked for
     * @param userIdentityResponse server response to a user identity that wants one (PS3.7 D.3.3.7.2), else null
     */
    record Accept(
            List<PresentationContextResult> contexts,
            List<RoleSelection> roles,
            List<ExtendedNegotiation> extendedNegotiations,
            byte[] userIdentityResponse)
            implements AssociationDecision {

        public Accept {
            contexts = List.copyOf(contexts);
            roles = List.copyOf(roles);
            extendedNegotiations = List.copyOf(extendedNegotiations);
        }
    }

    /** Refuse with A-ASSOCIATE-RJ; see the constants of {@link AssociateReject}. */
    record Reject(AssociateReject reason) implements AssociationDecision {

        public Reject(int result, int source, int reason) {
            this(new AssociateReject(result, source, reason));
        }
    }
}
