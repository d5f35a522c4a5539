package org.muniment.dicom.net.pdu;

/** PDU types of PS3.8 9.3.1. */
public enum PduType {
    A_ASSOCIATE_RQ(0x01),
    A_ASSOCIATE_AC(0x02),
    A_ASSOCIATE_RJ(0x03),
    P_DATA_TF(0x04),
    A_RELEASE_RQ(0x05),
    A_RELEASE_RP(0x06),
    A_ABORT(0x07);

    /** Type, a reserved byte and the length stand before each body. */
    public static final int HEADER_LENGTH = 6;

    private static final PduType[] VALUES = values();

    private final int code;

    PduType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The type with this code, or null where the standard knows none. */
    public static PduType of(int code) {
        return code >= 1 && code <= VALUES.length ? VALUES[code - 1] : null;
    }
}
