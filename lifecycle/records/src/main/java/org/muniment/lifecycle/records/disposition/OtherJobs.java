package org.muniment.lifecycle.records.disposition;

import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;

/** Ends the other jobs of a study that is to be destroyed: who works at one is told by the fence. */
final class OtherJobs {

    private final JobService jobs;

    OtherJobs(JobService jobs) {
        this.jobs = jobs;
    }

    void end(StudyInstanceUid study) {
        for (JobKind kind : JobKind.values())
            if (kind != JobKind.DISPOSE
                    && jobs.find(kind, study)
                            .filter(job -> !job.state().isFinished())
                            .isPresent()) jobs.cancel(kind, study, "lifecycle");
    }
}
