package org.muniment.dicom;

/** Value representations of PS3.5 6.2, with what a codec has to know of each. */
public enum VR {
    AE(Kind.ASCII, 1, ' '),
    AS(Kind.ASCII, 1, ' '),
    AT(Kind.BINARY, 2, 0),
    CS(Kind.ASCII, 1, ' '),
    DA(Kind.ASCII, 1, ' '),
    DS(Kind.ASCII, 1, ' '),
    DT(Kind.ASCII, 1, ' '),
    FD(Kind.BINARY, 8, 0),
    FL(Kind.BINARY, 4, 0),
    IS(Kind.ASCII, 1, ' '),
    LO(Kind.TEXT, 1, ' '),
    LT(Kind.TEXT, 1, ' '),
    OB(Kind.BINARY, 1, 0),
    OD(Kind.BINARY, 8, 0),
    OF(Kind.BINARY, 4, 0),
    OL(Kind.BINARY, 4, 0),
    OV(Kind.BINARY, 8, 0),
    OW(Kind.BINARY, 2, 0),
    PN(Kind.TEXT, 1, ' '),
    SH(Kind.TEXT, 1, ' '),
    SL(Kind.BINARY, 4, 0),
    SQ(Kind.SEQUENCE, 1, 0),
    SS(Kind.BINARY, 2, 0),
    ST(Kind.TEXT, 1, ' '),
    SV(Kind.BINARY, 8, 0),
    TM(Kind.ASCII, 1, ' '),
    UC(Kind.TEXT, 1, ' '),
    UI(Kind.ASCII, 1, 0),
    UL(Kind.BINARY, 4, 0),
    UN(Kind.BINARY, 1, 0),
    UR(Kind.ASCII, 1, ' '),
    US(Kind.BINARY, 2, 0),
    UT(Kind.TEXT, 1, ' '),
    UV(Kind.BINARY, 8, 0);

    /** How the bytes of a value are to be understood. */
    public enum Kind {
        /** Default repertoire only (ISO 646). */
        ASCII,
        /** Affected by Specific Character Set. */
        TEXT,
        BINARY,
        SEQUENCE
    }

    private static final VR[] BY_CODE = new VR[26 * 26];

    static {
        for (VR vr : values()) BY_CODE[slot(vr.code())] = vr;
    }

    private final Kind kind;
    private final int unit;
    private final byte padding;

    VR(Kind kind, int unit, int padding) {
        this.kind = kind;
        this.unit = unit;
        this.padding = (byte) padding;
    }

    /** The two letters as they stand in a stream, first letter in the high byte. */
    public int code() {
        return name().charAt(0) << 8 | name().charAt(1);
    }

    /** The VR with these two letters, or null where there is none. */
    public static VR of(int code) {
        int hi = code >>> 8 & 0xff;
        int lo = code & 0xff;
        return hi < 'A' || hi > 'Z' || lo < 'A' || lo > 'Z' ? null : BY_CODE[slot(code)];
    }

    private static int slot(int code) {
        return ((code >>> 8 & 0xff) - 'A') * 26 + (code & 0xff) - 'A';
    }

    public Kind kind() {
        return kind;
    }

    /** Bytes that swap together between byte orders: 1, 2, 4 or 8. */
    public int unit() {
        return unit;
    }

    /** What makes an odd length even (PS3.5 6.2). */
    public byte padding() {
        return padding;
    }

    public boolean isString() {
        return kind == Kind.ASCII || kind == Kind.TEXT;
    }

    /** PS3.5 7.1.2: these carry two reserved bytes and a 32-bit length in explicit syntaxes. */
    public boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** Values whose backslash is text, not a separator (PS3.5 6.2). */
    public boolean isSingleText() {
        return this == LT || this == ST || this == UT || this == UR;
    }
}
