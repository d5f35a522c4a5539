package org.muniment.dicom.net.upperlayer;

/** How an association came to its end. */
public enum Ending {
    /** Released, or never established. */
    RELEASED,
    ABORTED_BY_PEER,
    /** We sent A-ABORT. */
    ABORTED,
    CONNECTION_LOST
}
