/**
 * DICOM message exchange: the services an application offers ({@link org.muniment.dicom.net.DicomServer}) and uses
 * ({@link org.muniment.dicom.net.ScuAssociation}). Below it, each depending only on those after it: {@code dimse}
 * (messages, PS3.7), {@code upperlayer} (one association's state machine, PS3.8), {@code pdu} (bytes on the wire).
 */
package org.muniment.dicom.net;
