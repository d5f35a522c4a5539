package org.muniment.lifecycle.engine.job;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works at one job this node holds, step by step, until it is done or has to wait. */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** A step that fails in a way that a retry won't mend is not tried as often. */
    private static final int MOST_HOPELESS_ATTEMPTS = 3;

    /** How many times the poll interval a job waits that has given way: shorter where somebody waits for it. */
    private static final int GIVES_WAY = 30;

    private static final int GIVES_WAY_CLINICAL = 5;

    private final HeldJob held;
    private final JobHandler handler;
    private final JobEngineConfig config;
    private final JobListener listener;
    private final Throttle throttle;
    private final JobRows rows;

    JobRun(
            HeldJob held,
            JobHandler handler,
            JobEngineConfig config,
            JobListener listener,
            Throttle throttle,
            JobRows rows) {
        this.held = held;
        this.handler = handler;
        this.config = config;
        this.listener = listener;
        this.throttle = throttle;
        this.rows = rows;
    }

    /** @param permit for the tiers of the present step; given back on return */
    void run(Throttle.Permit permit, BooleanSupplier stop) {
        try {
            if (givesWay()) return;
            while (step() && !stop.getAsBoolean()) {
                Set<String> tiers = tiers(handler, held.job());
                if (tiers.equals(permit.tiers())) continue;
                permit.close();
                permit = throttle.enter(tiers).orElse(null);
                if (permit == null) break;
            }
            giveBack();
        } catch (LeaseLost e) {
            LOG.info("{}", e.getMessage());
            listener.lost(held.job());
        } catch (ArchiveException e) {
            // nothing can be written: the lease ends, and then the step is repeated here or elsewhere
            LOG.warn("The job {} is left until its lease ends: {}", held.job(), e.getMessage());
        } finally {
            if (permit != null) permit.close();
        }
    }

    /** None where the job is such that its handler can't tell: running the step will show what is wrong, and count. */
    static Set<String> tiers(JobHandler handler, Job job) {
        try {
            return handler.tiers(job);
        } catch (RuntimeException e) {
            LOG.trace("{} can't tell the tiers", handler.kind(), e);
            return Set.of();
        }
    }

    /**
     * Whether another job is making copies of the study: then this one finds what is left to be made when that is through. Each is RUNNING in its row before it
     * looks for the other, so that never both go on.
     */
    private boolean givesWay() {
        Job job = held.job();
        if (!job.kind().makesCopies()) return false;
        Optional<JobKind> other = Stream.of(JobKind.values())
                .filter(kind -> kind != job.kind() && kind.makesCopies())
                .filter(kind -> rows.isWorkedAt(new JobKey(kind.name(), job.study())))
                .findFirst();
        if (other.isEmpty()) return false;
        int polls = job.priority() == Priority.CLINICAL ? GIVES_WAY_CLINICAL : GIVES_WAY;
        Instant again = rows.clock.instant().plus(config.poll().multipliedBy(polls));
        held.leave(progress -> progress.again(progress.attempts(), again, "gives way to " + other.get()));
        return true;
    }

    private void giveBack() {
        if (held.job().state() != JobState.RUNNING) return;
        Instant now = rows.clock.instant();
        held.leave(progress -> progress.again(progress.attempts(), now, progress.note()));
    }

    /** @return whether there is another step to be done at once */
    private boolean step() {
        Job job = held.job();
        listener.before(job);
        StepOutcome outcome;
        try {
            outcome = handler.run(job, held);
        } catch (LeaseLost e) {
            throw e;
        } catch (ArchiveException e) {
            failed(job, e.code() + ": " + e.getMessage(), e.code().isRetryable());
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            // whatever is wrong with one study, the others go on
            LOG.error("The job {} failed: {}", job, e.getClass().getName());
            LOG.trace("It failed by", e); // whose message may name a patient
            failed(job, e.getClass().getSimpleName(), false);
            return false;
        }
        listener.ended(job, outcome);
        boolean goesOn = write(outcome);
        listener.after(job, outcome);
        return goesOn;
    }

    private boolean write(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Next next) {
            held.advance(next.step(), next.detail());
            return true;
        }
        if (outcome instanceof StepOutcome.Later later)
            held.leave(progress -> progress.again(0, later.at(), later.why()));
        if (outcome instanceof StepOutcome.Done done)
            held.leave(progress -> progress.in(JobState.DONE, done.summary()));
        if (outcome instanceof StepOutcome.Parked parked)
            held.leave(progress -> progress.in(JobState.PARKED, parked.reason()));
        return false;
    }

    private void failed(Job job, String why, boolean retryable) {
        int attempts = job.attempts() + 1;
        int most = retryable ? config.attempts() : Math.min(MOST_HOPELESS_ATTEMPTS, config.attempts());
        Instant again = rows.clock.instant().plus(config.retries().pause(attempts));
        boolean parked = attempts >= most;
        held.leave(progress -> parked
                ? progress.again(attempts, again, why).in(JobState.PARKED, why)
                : progress.again(attempts, again, why));
        if (parked) LOG.warn("The job {} is parked: {}", job, why);
        listener.failed(job, parked);
    }
}
