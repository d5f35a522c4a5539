package org.muniment.dicom.net.dimse;

/** Operations by their Command Field (0000,0100), PS3.7 Annex E. A response has the request's code and bit 15. */
public enum CommandField {
    C_STORE(0x0001),
    C_GET(0x0010),
    C_FIND(0x0020),
    C_MOVE(0x0021),
    C_ECHO(0x0030),
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

    /** As the standard writes it: {@code C-STORE}. */
    @Override
    public String toString() {
        return name().replace('_', '-');
    }
}
