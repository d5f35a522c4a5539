package org.muniment.dicom.net.pdu;

/**
 * SCP/SCU role selection, PS3.7 D.3.3.4, always seen from the association requestor: in a request the roles it
 * offers to play, in an answer those the acceptor lets it play. Without it the requestor is SCU.
 */
public record RoleSelection(String sopClassUid, boolean scu, boolean scp) {}
