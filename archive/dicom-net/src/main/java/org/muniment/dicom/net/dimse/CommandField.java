package org.muniment.dicom.net.dimse;

/** Operations by their Command Field (0000,0100), PS3.7 Annex E. A response has the request's code and bit 15. */
public enum CommandField {
    C_STORE(0x0001),
    C_GET(0x0010),
    C_FIND(0x0020),
    C_MOVE(0x0021),
    C_ECHO(0x0030),
    N_EVENT_REPORT(0x0100),
    N_GET(0x0110),
    N_SET(0x0120),
    N_ACTION(0x0130),
    N_CREATE(0x0140),
    N_DELETE(0x0150),
    /** Has no response of its own: the operation it cancels answers. */
    C_CANCEL(0x0FFF);

    public static final int RESPONSE = 0x8000;

    private static final CommandField[] VALUES = values();

    private final int code;

    CommandField(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The operation of a request's or a response's command field, or null where this module has none such. */
    public static CommandField of(int commandField) {
        for (CommandField field : VALUES) if (field.code == (commandField & ~RESPONSE)) return field;
        return null;
    }

    /** Whether it is one on normalized instances, PS3.7 10.1. */
    public boolean isNormalized() {
        return name().startsWith("N_");
    }

    /** Whether its requests name their instance as requested (0000,1001), the others as affected (0000,1000). */
    public boolean namesRequestedInstance() {
        return this == N_GET || this == N_SET || this == N_ACTION || this == N_DELETE;
    }

    /** As the standard writes it: {@code C-STORE}. */
    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
