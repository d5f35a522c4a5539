package org.muniment.archive.id;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** What all UID records demand of their value (PS3.5 9.1). */
final class Uids {

    private Uids() {}

    /**
     * Digits and dots, at most 64. Leading zeros and lone dots, which the standard forbids, are let through: real devices send
     * them, and no path or statement is ever built from a UID's text.
     */
    static String requireUid(String value, String name) {
        if (value == null || value.isEmpty())
            throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, name + " is missing");
        if (value.length() > 64) throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, name + " is longer than 64");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && c != '.')
                throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, name + " is not a UID");
        }
        return value;
    }
}
