package org.muniment.dicom.net;

import java.net.InetAddress;

/** What a handler may know of the association it serves. */
public interface AssociationInfo {

    /** Unique in this process; it stands in each log line of the association. */
    long id();

    String callingAet();

    String calledAet();

    InetAddress peer();

    /** The peer's Implementation Class UID, PS3.7 D.3.3.2. */
    String implementationClassUid();

    /** The peer's Implementation Version Name, or an empty string. */
    String implementationVersionName();
}
