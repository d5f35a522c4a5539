package org.muniment.core.commitment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.muniment.archive.commitment.CommitmentId;
import org.muniment.archive.commitment.CommitmentRegister;
import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage Commitment Push Model as SCP, PS3.4 Annex J. A request is accepted once it is kept durably; its result is found and delivered
 * later, again and again until the requestor has confirmed it. Where the process dies in between, the request is taken up at the next
 * start: a result may be delivered twice, but it is not lost. A request sent again is answered again.
 */
public final class StorageCommitment implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StorageCommitment.class);
    private static final int THREADS = 2;
    private static final long STOP_SECONDS = 10;

    private final CommitmentRegister register;
    private final CommitmentCheck check;
    private final CommitmentReporter reporter;
    private final CommitmentConfig config;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor threads;

    /** What is to be delivered, with a number by which attempts for a request that was sent again since know that they are outdated. */
    private final Map<CommitmentId, Long> pending = new ConcurrentHashMap<>();

    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<String, Absence> absent = new ConcurrentHashMap<>();

    /** A requestor that could not be reached so many times in a row; not tried before {@code until}. */
    private record Absence(int failures, Instant until) {}

    public StorageCommitment(
            CommitmentRegister register,
            CommitmentCheck check,
            CommitmentReporter reporter,
            CommitmentConfig config,
            Clock clock) {
        this.register = register;
        this.check = check;
        this.reporter = reporter;
        this.config = config;
        this.clock = clock;
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> new Thread(task, "storage-commitment"));
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Takes up what an earlier process has accepted and not delivered. */
    public void resume() {
        try (Stream<CommitmentId> ids = register.pending()) {
            ids.forEach(id -> schedule(id, 0, config.reportAfter()));
        }
        if (!pending.isEmpty()) log.info("{} results of storage commitment are to be delivered still", pending.size());
    }

    /**
     * Takes the request over; on return it is kept durably.
     *
     * @throws ArchiveException OVERLOADED where too many of this requestor's wait already, INDEX_UNAVAILABLE
     */
    public void accept(CommitmentRequest request) {
        CommitmentId id = request.id();
        if (!pending.containsKey(id) && waiting(id.requestor()) >= config.mostPending()) {
            throw new ArchiveException(ErrorCode.OVERLOADED, "too many results wait to be taken by this peer");
        }
        register.record(request);
        // it is there: whatever was in the way before may be over
        absent.remove(id.requestor());
        schedule(id, 0, config.reportAfter());
    }

    private long waiting(String requestor) {
        return pending.keySet().stream()
                .filter(id -> id.requestor().equals(requestor))
                .count();
    }

    /** How many results are not delivered yet. */
    public int pending() {
        return pending.size();
    }

    private void schedule(CommitmentId id, int failures, Duration delay) {
        long number = lastNumber.incrementAndGet();
        pending.put(id, number);
        again(id, number, failures, delay);
    }

    private void again(CommitmentId id, long number, int failures, Duration delay) {
        try {
            threads.schedule(() -> attempt(id, number, failures), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Stopping: {} is taken up at the next start", id.transaction());
        }
    }

    private void attempt(CommitmentId id, long number, int failures) {
        if (!pending.getOrDefault(id, 0L).equals(number)) return;
        Absence absence = absent.get(id.requestor());
        Instant now = clock.instant();
        if (absence != null && absence.until().isAfter(now)) {
            again(id, number, failures, Duration.between(now, absence.until()));
            return;
        }
        try {
            Optional<CommitmentRequest> request = register.find(id);
            if (request.isPresent()) deliver(request.get(), now);
            pending.remove(id, number);
        } catch (NotDeliveredException e) {
            log.debug("Result of storage commitment {} not delivered: {}", id.transaction(), e.getMessage());
            if (e.isPeerAway()) absent.merge(id.requestor(), absence(0), (known, first) -> absence(known.failures()));
            again(id, number, failures + 1, config.wait(failures + 1));
        } catch (ArchiveException e) {
            log.warn("Storage commitment {} waits: {} {}", id.transaction(), e.code(), e.getMessage());
            again(id, number, failures + 1, config.wait(failures + 1));
        } catch (RuntimeException | Error e) {
            // the top of this thread: the request must not be lost
            log.error("Storage commitment {} failed, and is tried again", id.transaction(), e);
            again(id, number, failures + 1, config.wait(failures + 1));
        }
    }

    private Absence absence(int failuresBefore) {
        int failures = failuresBefore + 1;
        return new Absence(failures, clock.instant().plus(config.wait(failures)));
    }

    private void deliver(CommitmentRequest request, Instant now) throws NotDeliveredException {
        if (request.receivedAt().plus(config.giveUpAfter()).isBefore(now)) {
            log.warn(
                    "The result of storage commitment {} could not be delivered to {} and is given up",
                    request.id().transaction(),
                    request.id().requestor());
            CommitmentAudit.givenUp(request);
        } else {
            CommitmentResult result = check.check(request);
            reporter.report(result);
            absent.remove(request.id().requestor());
            CommitmentAudit.delivered(result);
        }
        register.settle(request);
    }

    /** Lets what is being delivered be finished, for a while. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) threads.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }
}
