package org.muniment.dicom.net.pdu;

/**
 * Asynchronous operations window, PS3.7 D.3.3.3, seen from the association requestor; 0 means without limit.
 *
 * @param invoked how many operations the requestor may have outstanding
 * @param performed how many operations the acceptor may have outstanding
 */
public record AsyncOperationsWindow(int invoked, int performed) {

    /** What holds where nothing was negotiated: one at a time. */
    public static final AsyncOperationsWindow SYNCHRONOUS = new AsyncOperationsWindow(1, 1);
}
