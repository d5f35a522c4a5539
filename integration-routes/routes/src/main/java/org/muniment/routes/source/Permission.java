package org.muniment.routes.source;

import java.util.Locale;

/** What a source may do with the archive; the words of the key {@code may} in its file. */
public enum Permission {
    /** C-ECHO. */
    ECHO,
    /** C-STORE into the archive. */
    STORE,
    /** Withdraw instances from use by storing a rejection note, whoever stored them (IHE RAD IOCM). */
    REJECT,
    /** C-FIND of what is archived. */
    QUERY,
    /** Ask for storage commitment by N-ACTION. */
    COMMIT,
    /** Report performed procedure steps (MPPS) by N-CREATE and N-SET, and read them by N-GET. */
    MPPS,
    /** C-MOVE and C-GET. */
    RETRIEVE,
    /** Ask by C-FIND what is scheduled (Modality Worklist). */
    WORKLIST,
    /** Be told by Instance Availability Notification which instances it can retrieve. */
    IAN,
    /** Be named as the destination of a C-MOVE, by itself or by another source. */
    RECEIVE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
