package org.muniment.dicom.net.pdu;

import java.util.List;

/** SOP class common extended negotiation, PS3.7 D.3.3.6: what a SOP class unknown to the acceptor is akin to. */
public record CommonExtendedNegotiation(
        String sopClassUid, String serviceClassUid, List<String> relatedGeneralSopClassUids) {

    public CommonExtendedNegotiation {
        relatedGeneralSopClassUids = List.copyOf(relatedGeneralSopClassUids);
    }
}
