package org.muniment.core.reject;

import org.muniment.archive.rejection.Rejection;

/** Hears of each rejection and restoration once it is complete, on the thread that completed it; for the audit trail. Must not throw. */
public interface RejectionListener {

    RejectionListener NONE = new RejectionListener() {};

    default void rejected(Rejection rejection) {}

    default void restored(Rejection rejection) {}
}
