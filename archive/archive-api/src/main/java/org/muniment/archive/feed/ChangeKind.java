package org.muniment.archive.feed;

/** What was done to a study: a hint by which subscribers choose. What to tell the world they take from the study's present state. */
public enum ChangeKind {
    /** Instances came in. */
    STORED,
    /** Instances came again, or in the place of others, or what the study's rows say has changed. */
    UPDATED,
    /** Instances were withdrawn from use by a rejection note. */
    REJECTED,
    /** A rejection was taken back. */
    RESTORED,
    /** It belongs to another patient, or its patient has changed. */
    PATIENT,
    /** It belongs to another order, or its order has changed. */
    ORDER,
    /** Copies were moved, and some lie, or lay, where they can't be read at once: whether the study can may have changed. */
    MOVED,
    /** Copies came back from a tier that can't be read at once. */
    RECALLED,
    /** A hold was placed or released. */
    HELD,
    /** It was destroyed. */
    DESTROYED
}
