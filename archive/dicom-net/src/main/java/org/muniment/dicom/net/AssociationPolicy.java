package org.muniment.dicom.net;

import java.net.InetAddress;
import org.muniment.dicom.net.pdu.AssociateRequest;

/**
 * Who may associate, as what, and for which services. Called on the association's thread, before any handler; an
 * exception rejects the association (permanent, no reason given). {@link Capabilities} decides the ordinary case.
 */
@FunctionalInterface
public interface AssociationPolicy {

    AssociationDecision decide(AssociateRequest request, InetAddress peer);
}
