package org.muniment.camel.dicom;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.muniment.dicom.net.AssociationInfo;
import org.muniment.dicom.net.AssociationListener;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.upperlayer.Ending;

/** Tells all of them, in their order. */
record AssociationListeners(List<AssociationListener> all) implements AssociationListener {

    AssociationListeners {
        all = List.copyOf(all);
    }

    @Override
    public void opened(AssociationInfo association) {
        all.forEach(listener -> listener.opened(association));
    }

    @Override
    public void closed(AssociationInfo association, Ending ending) {
        all.forEach(listener -> listener.closed(association, ending));
    }

    @Override
    public void refused(String callingAet, InetAddress peer, AssociateReject reason) {
        all.forEach(listener -> listener.refused(callingAet, peer, reason));
    }

    @Override
    public void operation(AssociationInfo association, CommandField operation, Duration duration, DimseStatus status) {
        all.forEach(listener -> listener.operation(association, operation, duration, status));
    }
}
