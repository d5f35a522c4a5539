package org.muniment.dicom.net.upperlayer;

/** States of the upper layer, PS3.8 Tables 9-1 to 9-5. */
public enum State {
    /** Idle: no connection. */
    STA1,
    /** Connection open, awaiting A-ASSOCIATE-RQ. */
    STA2,
    /** Awaiting our A-ASSOCIATE response. */
    STA3,
    /** Awaiting the connection to be opened. */
    STA4,
    /** Awaiting A-ASSOCIATE-AC or -RJ. */
    STA5,
    /** Association established. */
    STA6,
    /** Awaiting A-RELEASE-RP. */
    STA7,
    /** Awaiting our A-RELEASE response. */
    STA8,
    /** Release collision, requestor: awaiting our A-RELEASE response. */
    STA9,
    /** Release collision, acceptor: awaiting A-RELEASE-RP. */
    STA10,
    /** Release collision, requestor: awaiting A-RELEASE-RP. */
    STA11,
    /** Release collision, acceptor: awaiting our A-RELEASE response. */
    STA12,
    /** Awaiting the peer to close the connection. */
    STA13
}
