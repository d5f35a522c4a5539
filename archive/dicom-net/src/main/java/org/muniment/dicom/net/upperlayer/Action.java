package org.muniment.dicom.net.upperlayer;

import static org.muniment.dicom.net.upperlayer.State.*;

/** Actions and the states they lead to, PS3.8 Tables 9-6 to 9-9. */
public enum Action {
    /** Open the connection. */
    AE_1(STA4),
    /** Send A-ASSOCIATE-RQ. */
    AE_2(STA5),
    /** Tell the user it was accepted. */
    AE_3(STA6),
    /** Tell the user it was rejected; close. */
    AE_4(STA1),
    /** Start ARTIM. */
    AE_5(STA2),
    /** Stop ARTIM; tell the user of the request, or else send A-ASSOCIATE-RJ and start ARTIM. */
    AE_6(STA3, STA13),
    /** Send A-ASSOCIATE-AC. */
    AE_7(STA6),
    /** Send A-ASSOCIATE-RJ; start ARTIM. */
    AE_8(STA13),

    /** Send P-DATA-TF. */
    DT_1(STA6),
    /** Hand P-DATA to the user. */
    DT_2(STA6),

    /** Send A-RELEASE-RQ. */
    AR_1(STA7),
    /** Tell the user that release is wanted. */
    AR_2(STA8),
    /** Tell the user it is released; close. */
    AR_3(STA1),
    /** Send A-RELEASE-RP; start ARTIM. */
    AR_4(STA13),
    /** Stop ARTIM. */
    AR_5(STA1),
    /** Hand P-DATA to the user. */
    AR_6(STA7),
    /** Send P-DATA-TF. */
    AR_7(STA8),
    /** Tell the user of a release collision; where it goes from here depends on who requested the association. */
    AR_8(STA9, STA10),
    /** Send A-RELEASE-RP. */
    AR_9(STA11),
    /** Tell the user it is released. */
    AR_10(STA12),

    /** Send A-ABORT (service-user); start ARTIM. */
    AA_1(STA13),
    /** Stop ARTIM; close. */
    AA_2(STA1),
    /** Tell the user the peer has aborted; close. */
    AA_3(STA1),
    /** Tell the user the connection is lost. */
    AA_4(STA1),
    /** Stop ARTIM. */
    AA_5(STA1),
    /** Ignore the PDU. */
    AA_6(STA13),
    /** Send A-ABORT. */
    AA_7(STA13),
    /** Send A-ABORT (service-provider); tell the user; start ARTIM. */
    AA_8(STA13);

    private final State next;
    private final State otherwise;

    Action(State next) {
        this(next, next);
    }

    Action(State next, State otherwise) {
        this.next = next;
        this.otherwise = otherwise;
    }

    /** @param condition AE-6: the request is acceptable to the provider; AR-8: we requested the association */
    State next(boolean condition) {
        return condition ? next : otherwise;
    }
}
