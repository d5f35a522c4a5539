package org.muniment.dicom.net;

import java.io.IOException;

/** An association whose peer has asked for a DIMSE-N service; stays good for reports to that peer until it ends. */
public interface ServedAssociation extends AssociationInfo {

    boolean isOpen();

    /**
     * N-EVENT-REPORT to the peer, which is the SCU of the class; waits for the response. Is sent no sooner than what the peer asked
     * for by then is answered, so not to be called from a handler of this association.
     *
     * @throws IOException where the association has ended or ends before the response
     * @throws IllegalStateException where the peer is not SCU of this class on this association
     */
    NormalizedResponse report(NormalizedRequest event) throws IOException;
}
