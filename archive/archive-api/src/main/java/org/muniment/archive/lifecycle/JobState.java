package org.muniment.archive.lifecycle;

/** Where a job stands. */
public enum JobState {
    /** Somebody may take it once its time has come. */
    WAITING,
    /** Somebody works at it, for as long as the lease lasts. */
    RUNNING,
    /** Cannot go on by itself; waits for a person, holds up nobody. */
    PARKED,
    DONE,
    CANCELLED;

    /** Whether another job of the same kind may be submitted for the study. */
    public boolean isFinished() {
        return this == DONE || this == CANCELLED;
    }
}
