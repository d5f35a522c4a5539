package org.muniment.lifecycle.engine.job;

/** What the engine does to studies. */
public enum JobKind {
    /** Makes copies where placement wants them, and gives up those it does not want. */
    MIGRATE,
    /** Brings a study from an offline tier to where it can be read at once. */
    RECALL,
    /** Checks copies: they exist, and have the size and digest they should have. */
    VERIFY,
    /** Makes a copy anew from a good one. */
    REPAIR,
    /** Destroys a study whose time has come. */
    DISPOSE;

    /** Whether it writes copies: two that do so for one study at once would make the same. */
    boolean makesCopies() {
        return this == MIGRATE || this == RECALL || this == REPAIR;
    }

    /**
     * Whether a study is looked at again by the policies once such a job has ended, as a look in between leaves much undone. Not after those that a look
     * submits itself: what they had to leave would have them submitted again at once.
     */
    boolean isAwaited() {
        return this == RECALL || this == DISPOSE;
    }
}
