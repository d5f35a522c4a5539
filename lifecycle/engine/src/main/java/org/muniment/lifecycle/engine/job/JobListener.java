package org.muniment.lifecycle.engine.job;

/** Hears how jobs go, on the threads that work at them; for metrics, and for tests that die there. Must not throw. */
public interface JobListener {

    JobListener NONE = new JobListener() {};

    /** The job's step begins. */
    default void before(Job job) {}

    /** The step has come to this, which is not written yet. */
    default void ended(Job job, StepOutcome outcome) {}

    /** It is written. */
    default void after(Job job, StepOutcome outcome) {}

    /** The step has failed, and is tried again, or the job is parked. */
    default void failed(Job job, boolean parked) {}

    /** Somebody else has the job by now. */
    default void lost(Job job) {}
}
