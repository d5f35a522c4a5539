package org.muniment.dicom.net.pdu;

/** A protocol data unit that is held whole. P-DATA-TF is not among them: it is only ever streamed. */
public sealed interface Pdu
        permits AssociateRequest, AssociateAccept, AssociateReject, ReleaseRequest, ReleaseResponse, Abort {

    PduType type();
}
