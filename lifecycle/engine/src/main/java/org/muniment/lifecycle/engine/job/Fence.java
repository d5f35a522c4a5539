package org.muniment.lifecycle.engine.job;

/** Tells an owner of a job who was halted for a while that somebody else works at it by now. */
public interface Fence {

    /**
     * Returns only where the job is still this owner's, by a read that sees what any other node has written. To be called right before each destructive act; it
     * costs some milliseconds.
     *
     * @throws LeaseLost where it is not; the step must end without touching anything
     */
    void check();
}
