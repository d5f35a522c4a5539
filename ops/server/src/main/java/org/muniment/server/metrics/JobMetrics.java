package org.muniment.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobListener;
import org.muniment.lifecycle.engine.job.StepOutcome;

/**
 * {@code muniment.lifecycle.steps} of this node by kind and outcome: next, done, later, parked, failed (is tried again), lost (another node has the job).
 */
public final class JobMetrics implements JobListener {

    private final MeterRegistry registry;

    public JobMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void after(Job job, StepOutcome outcome) {
        count(job, outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    @Override
    public void failed(Job job, boolean parked) {
        count(job, parked ? "parked" : "failed");
    }

    @Override
    public void lost(Job job) {
        count(job, "lost");
    }

    private void count(Job job, String outcome) {
        registry.counter(
                        "muniment.lifecycle.steps",
                        "kind",
                        job.kind().name().toLowerCase(Locale.ROOT),
                        "outcome",
                        outcome)
                .increment();
    }
}
