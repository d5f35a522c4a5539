package org.muniment.dicom.net.dimse;

/** Lets a scripted peer write and read command sets. */
public final class CommandBytes {

    private CommandBytes() {}

    public static byte[] of(Command command) {
        return CommandCodec.write(command);
    }

    public static Command read(byte[] bytes) {
        return CommandCodec.read(bytes);
    }
}
