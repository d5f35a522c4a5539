package org.muniment.dicom.net;

import java.net.InetAddress;

/** Who talks to whom. */
record AssociationNames(String callingAet, String calledAet, InetAddress peer) {}
