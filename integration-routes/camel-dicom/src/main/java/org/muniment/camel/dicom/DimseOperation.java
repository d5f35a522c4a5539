package org.muniment.camel.dicom;

import java.util.Arrays;
import java.util.Locale;
import org.muniment.dicom.net.dimse.CommandField;

/** The DIMSE services an endpoint can perform or use (PS3.7 9.1 and 10.1); the first part of its URI. */
public enum DimseOperation {
    ECHO(CommandField.C_ECHO),
    STORE(CommandField.C_STORE),
    FIND(CommandField.C_FIND),
    MOVE(CommandField.C_MOVE),
    GET(CommandField.C_GET),
    N_CREATE(CommandField.N_CREATE),
    N_SET(CommandField.N_SET),
    N_GET(CommandField.N_GET),
    N_ACTION(CommandField.N_ACTION),
    N_EVENT_REPORT(CommandField.N_EVENT_REPORT),
    N_DELETE(CommandField.N_DELETE);

    private final CommandField command;

    DimseOperation(CommandField command) {
        this.command = command;
    }

    /** @throws IllegalArgumentException naming the ones there are */
    static DimseOperation of(String word) {
        for (DimseOperation operation : values()) if (operation.word().equals(word)) return operation;
        throw new IllegalArgumentException("no DIMSE operation '" + word + "', there are "
                + Arrays.stream(values()).map(DimseOperation::word).toList());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    CommandField command() {
        return command;
    }

    /** Whether it is one of DIMSE-N, on normalized instances. */
    public boolean isNormalized() {
        return command.isNormalized();
    }

    /** As the standard writes it: {@code C-STORE}. */
    @Override
    public String toString() {
        return command.toString();
    }
}
