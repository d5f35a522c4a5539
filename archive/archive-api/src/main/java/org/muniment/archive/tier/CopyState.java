package org.muniment.archive.tier;

/** How far a container is to be trusted. */
public enum CopyState {
    /** Begun, perhaps by a process that has died since; no copy of anything yet. */
    WRITING,
    /** Whole when it was written, and each time it was verified since. */
    GOOD,
    /** A check has failed: not counted as a copy, read where there is no better one. */
    SUSPECT,
    /** About to be removed, for good: not counted as a copy, and never GOOD again. */
    RELEASING;

    /** Whether its bytes may be looked for. */
    public boolean isReadable() {
        return this != WRITING;
    }
}
