package org.muniment.dicom.net;

import java.net.InetAddress;
import java.time.Duration;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.upperlayer.Ending;

/** Told what happens, to count it. Called on the thread it happens on: be quick and throw nothing. */
public interface AssociationListener {

    AssociationListener NONE = new AssociationListener() {};

    default void opened(AssociationInfo association) {}

    default void closed(AssociationInfo association, Ending ending) {}

    /** An association was rejected; {@code callingAet} is what the peer calls itself. */
    default void refused(String callingAet, InetAddress peer, AssociateReject reason) {}

    /** An operation we perform was answered for good, {@code duration} after its command was read. */
    default void operation(
            AssociationInfo association, CommandField operation, Duration duration, DimseStatus status) {}
}
