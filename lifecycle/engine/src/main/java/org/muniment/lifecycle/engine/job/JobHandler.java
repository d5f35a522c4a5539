package org.muniment.lifecycle.engine.job;

import java.util.Set;

/** Knows the steps of one kind of jobs. Used by many threads, for different studies. */
public interface JobHandler {

    JobKind kind();

    /**
     * Runs the job's present step, and no more. A step may run again after it was done, when whoever ran it died before that was written down, and it may even
     * run beside a halted former owner who comes back: so it is idempotent, names what it makes anew each time, and asks the fence before it destroys.
     *
     * <p>An {@link org.muniment.archive.error.ArchiveException} has the step tried again after a while, and the job parked after too many; any other exception
     * likewise, and sooner.
     */
    StepOutcome run(Job job, Fence fence);

    /** The tiers whose room to work the present step needs, by name. Cheap: reads {@code job} only. */
    default Set<String> tiers(Job job) {
        return Set.of();
    }
}
