package org.muniment.lifecycle.engine.job;

import java.util.List;

/** Hears how jobs go, on the threads that work at them; for metrics, and for tests that die there. Must not throw. */
public interface JobListener {

    JobListener NONE = new JobListener() {};

    /** Tells each of them, in this order. */
    static JobListener all(List<? extends JobListener> listeners) {
        List<JobListener> each = List.copyOf(listeners);
        return new JobListener() {
            @Override
            public void before(Job job) {
                each.forEach(listener -> listener.before(job));
            }

            @Override
            public void ended(Job job, StepOutcome outcome) {
                each.forEach(listener -> listener.ended(job, outcome));
            }

            @Override
            public void after(Job job, StepOutcome outcome) {
                each.forEach(listener -> listener.after(job, outcome));
            }

            @Override
            public void failed(Job job, boolean parked) {
                each.forEach(listener -> listener.failed(job, parked));
            }

            @Override
            public void lost(Job job) {
                each.forEach(listener -> listener.lost(job));
            }
        };
    }

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
