package org.muniment.camel.dicom;

import java.util.Arrays;
import java.util.Locale;

/** The DIMSE-C services an endpoint can perform or use (PS3.7 9.1); the first part of its URI. */
public enum DimseOperation {
    ECHO,
    STORE,
    FIND,
    MOVE,
    GET;

    /** @throws IllegalArgumentException naming the ones there are */
    static DimseOperation of(String word) {
        for (DimseOperation operation : values()) if (operation.word().equals(word)) return operation;
        throw new IllegalArgumentException("no DIMSE operation '" + word + "', there are "
                + Arrays.stream(values()).map(DimseOperation::word).toList());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As the standard writes it: {@code C-STORE}. */
    @Override
    public String toString() {
        return "C-" + name();
    }
}
