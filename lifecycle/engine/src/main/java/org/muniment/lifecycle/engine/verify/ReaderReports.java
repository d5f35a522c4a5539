package org.muniment.lifecycle.engine.verify;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.tier.CopyListener;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.engine.copies.ContainerCheck;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.place.MigrateHandler;
import org.muniment.lifecycle.engine.place.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after containers that readers could not read, long before their next check is due: one that is gone or truncated is no good copy any more, and
 * its study is repaired. Readers do not wait for it; what is missed here is found by the schedule.
 */
public final class ReaderReports implements CopyListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderReports.class);
    private static final int MOST_WAITING = 1000;
    private static final String BY = "lifecycle";

    private final Tiers tiers;
    private final CopyIndex copies;
    private final JobService jobs;
    private final AuditTrail audit;
    private final Clock clock;
    private final Set<Container> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> new Thread(task, "reader-reports"));

    public ReaderReports(Tiers tiers, CopyIndex copies, JobService jobs, AuditTrail audit, Clock clock) {
        this.tiers = tiers;
        this.copies = copies;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void unreadable(Container container, ErrorCode why) {
        if (container.state() != CopyState.GOOD || why == ErrorCode.STORE_UNAVAILABLE || !waiting.add(container))
            return;
        try {
            thread.execute(() -> lookAfter(container));
        } catch (RejectedExecutionException e) {
            waiting.remove(container); // there are enough of them, or the server stops
        }
    }

    private void lookAfter(Container container) {
        try {
            look(container);
        } catch (ArchiveException e) {
            LOG.warn("Container {} could not be looked after: {}", container.location(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Container {} could not be looked after", container.location(), e); // the top of this thread
        } finally {
            waiting.remove(container);
        }
    }

    private void look(Container container) {
        ObjectStore store = tiers.get(container.tier()).store();
        Optional<String> wrong = ContainerCheck.look(store, container.location().key(), container.size());
        if (wrong.isEmpty() || !isStillGood(container)) return; // read on from it, or given up meanwhile
        audit.append(LifecycleEvent.of(
                        EventKind.DAMAGE_FOUND,
                        clock.instant(),
                        BY,
                        container.series().study())
                .with("tier", container.tier())
                .with("object", container.location().key())
                .with("what", wrong.get()));
        copies.update(container.in(CopyState.SUSPECT));
        jobs.submit(
                JobKind.REPAIR,
                container.series().study(),
                MigrateHandler.MAKE,
                Target.byPolicy(Set.of()).toJson(),
                Priority.REPAIR,
                BY);
    }

    private boolean isStillGood(Container container) {
        try (Stream<Container> all = copies.ofStudy(container.series().study())) {
            return all.anyMatch(now -> now.id().equals(container.id()) && now.state() == CopyState.GOOD);
        }
    }

    /** Runs {@code then} when all that was reported until now has been looked after. */
    public void afterAll(Runnable then) {
        thread.execute(then);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
