package org.muniment.lifecycle.engine.job;

/** The job is somebody else's by now, or was cancelled. Not a failure of the job: whoever has it goes on. */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LeaseLost(String message) {
        super(message);
    }
}
