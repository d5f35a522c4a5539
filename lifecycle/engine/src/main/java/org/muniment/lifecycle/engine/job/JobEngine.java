package org.muniment.lifecycle.engine.job;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.lifecycle.engine.due.DueReader;
import org.muniment.lifecycle.engine.due.Reminder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works at the jobs there are, beside any number of other nodes: each claims jobs one by one, for as long as its lease lasts, and keeps extending that. A node that
 * dies or is halted loses its jobs to the others when the leases end; should it come back, its fencing tokens are worth nothing.
 */
public final class JobEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);
    private static final String LEASES = "muniment-job-leases";
    private static final long STOP_MILLIS = 20_000;

    private final JobService jobs;
    private final JobRows rows;
    private final JobQueue queue;
    private final Map<JobKind, JobHandler> handlers = new EnumMap<>(JobKind.class);
    private final String node;
    private final JobEngineConfig config;
    private final JobListener listener;
    private final Throttle throttle;
    private final Map<JobKey, HeldJob> held = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore calls = new Semaphore(0);
    private volatile Set<String> paused = Set.of();
    private volatile boolean stopping;

    /** @param node this process, the same after a restart, and no other that runs at the same time */
    public JobEngine(
            JobService jobs,
            DueIndex due,
            List<? extends JobHandler> handlers,
            String node,
            JobEngineConfig config,
            JobListener listener,
            Throttle throttle) {
        this.jobs = jobs;
        this.rows = jobs.rows();
        this.queue = new JobQueue(new DueReader(due, DueList.JOB, rows.clock));
        this.node = node;
        this.config = config;
        this.listener = listener;
        this.throttle = throttle;
        for (JobHandler handler : handlers) {
            if (this.handlers.put(handler.kind(), handler) != null)
                throw new IllegalArgumentException("two handlers of " + handler.kind());
        }
    }

    public void start() {
        jobs.onCall(calls::release);
        throttle.onLeave(() -> queue.bringBack(this::hasRoom));
        threads.add(new Thread(this::read, "muniment-jobs"));
        threads.add(new Thread(this::extendLeases, LEASES));
        threads.add(new Thread(() -> work(true), "muniment-job-clinical"));
        for (int i = 0; i < config.workers(); i++) threads.add(new Thread(() -> work(false), "muniment-job-" + i));
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Jobs this node works at now. */
    public int running() {
        return held.size();
    }

    private void read() {
        repeat(() -> {
            if (calls.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS)) calls.drainPermits();
            paused = jobs.pausedScopes();
            queue.bringBack(this::hasRoom);
            queue.refill(lane -> isOpen(lane, false));
        });
    }

    private boolean hasRoom(Set<String> tiers) {
        return tiers.stream().noneMatch(tier -> isPaused(Scope.tier(tier))) && throttle.hasRoom(tiers);
    }

    /** A lane's name tells priority and kind: {@link JobRows#lane}. */
    private boolean isOpen(String lane, boolean clinicalOnly) {
        Priority priority = Priority.values()[lane.charAt(0) - '0'];
        if (clinicalOnly && priority != Priority.CLINICAL) return false;
        JobKind kind = JobKind.valueOf(lane.substring(2));
        if (!handlers.containsKey(kind) || isPaused(Scope.all()) || isPaused(Scope.kind(kind))) return false;
        TimeWindow window = config.windows().getOrDefault(kind, TimeWindow.ALWAYS);
        return priority == Priority.CLINICAL || window.contains(rows.clock.instant(), ZoneId.systemDefault());
    }

    private boolean isPaused(Scope scope) {
        return paused.contains(scope.value());
    }

    private void extendLeases() {
        repeat(() -> {
            TimeUnit.MILLISECONDS.sleep(Math.max(1, config.lease().toMillis() / 3));
            for (HeldJob job : held.values()) extendLease(job);
        });
    }

    private static void extendLease(HeldJob job) {
        try {
            job.renew();
        } catch (LeaseLost e) {
            LOG.debug("{}", e.getMessage()); // its thread will find out
        }
    }

    private void work(boolean clinicalOnly) {
        repeat(() -> {
            Reminder reminder =
                    queue.take(lane -> isOpen(lane, clinicalOnly), config.poll().toMillis());
            if (reminder == null) return;
            try {
                work(reminder);
            } catch (RuntimeException e) {
                queue.putBack(reminder);
                throw e;
            }
        });
    }

    private void work(Reminder reminder) {
        JobReminder announced = JobReminder.parse(reminder.item());
        JobRecord row = rows.find(announced.key()).orElse(null);
        if (row == null || row.version() < announced.version()) {
            if (isAhead(reminder)) queue.putBack(reminder);
            else queue.settle(reminder); // the row was changed by somebody else, or not at all
            return;
        }
        if (!isStartable(row, reminder.bucket().lane())) {
            queue.settle(reminder);
            return;
        }
        JobHandler handler = handlers.get(JobKind.valueOf(announced.key().kind()));
        Set<String> tiers = JobRun.tiers(handler, new Job(row));
        Throttle.Permit permit = hasRoom(tiers) ? throttle.enter(tiers).orElse(null) : null;
        if (permit == null) {
            queue.putAside(reminder, tiers);
            return;
        }
        try (permit) {
            claim(row)
                    .ifPresentOrElse(claimed -> run(claimed, reminder, handler, permit), () -> queue.settle(reminder));
        }
    }

    /** Whether what it announces may still be about to be written. */
    private boolean isAhead(Reminder reminder) {
        return rows.clock.instant().isBefore(reminder.due().at().plus(DueIndex.APPEARS_WITHIN));
    }

    /** What is not startable now has a reminder of its own for when it may be. */
    private boolean isStartable(JobRecord row, String lane) {
        if (!JobRows.lane(row).equals(lane)) return false;
        boolean due = !rows.clock.instant().isBefore(JobRows.startable(row));
        if (row.state() == JobState.WAITING) return due;
        // the former life of this process has left it
        boolean abandoned = row.lease().owner().equals(node) && !held.containsKey(row.key());
        return row.state() == JobState.RUNNING && (due || abandoned);
    }

    private Optional<HeldJob> claim(JobRecord row) {
        Instant until = rows.clock.instant().plus(config.lease());
        JobRecord claimed = row.next(
                row.progress().in(JobState.RUNNING, row.progress().note()),
                row.lease().givenTo(node, until));
        HeldJob job = new HeldJob(rows, config.lease(), claimed);
        if (held.putIfAbsent(row.key(), job) != null) return Optional.empty();
        boolean ours = false;
        try {
            ours = rows.replace(row, claimed);
            return ours ? Optional.of(job) : Optional.empty();
        } finally {
            if (!ours) held.remove(row.key(), job);
        }
    }

    private void run(HeldJob job, Reminder reminder, JobHandler handler, Throttle.Permit permit) {
        queue.settle(reminder);
        String lane = reminder.bucket().lane();
        try {
            new JobRun(job, handler, config, listener, throttle, rows)
                    .run(permit, () -> stopping || !isOpen(lane, false));
        } finally {
            held.remove(job.job().row().key(), job);
        }
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private void repeat(Task task) {
        try {
            while (!stopping) {
                try {
                    task.run();
                } catch (ArchiveException e) {
                    LOG.warn("{} goes on later: {}", Thread.currentThread().getName(), e.getMessage());
                    TimeUnit.SECONDS.sleep(1);
                } catch (RuntimeException | Error e) {
                    // The top of this thread: whatever is thrown would end it.
                    LOG.error("{} goes on later", Thread.currentThread().getName(), e);
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is stopped", Thread.currentThread().getName());
        }
    }

    /** Lets steps that are under way come to their end, for a while; what is not ended then is repeated. */
    @Override
    public void close() {
        stopping = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        calls.release();
        try {
            for (Thread thread : threads) {
                if (thread.getName().equals(LEASES)) continue;
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
    }
}
