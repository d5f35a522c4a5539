package org.muniment.lifecycle.engine.due;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.lifecycle.engine.job.Evaluation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates studies as they become due, on one node at a time; another takes over when that falls silent. Then some may be evaluated twice, which does no harm. A
 * study that can't be evaluated is tried again later, and holds up no other.
 */
public final class DueWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DueWorker.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
    private static final int BATCH = 200;
    private static final long STOP_SECONDS = 10;

    private final DueIndex index;
    private final DueStudies studies;
    private final Evaluation evaluation;
    private final String node;
    private final Duration poll;
    private final Clock clock;
    private final DueReader reader;
    private final ExecutorService threads;

    /** Those whose next reminder could not be left. */
    private final Queue<Reminder> unsettled = new ConcurrentLinkedQueue<>();

    private final Thread thread = new Thread(this::run, "muniment-due");
    private volatile boolean stopping;

    /** @param beside how many studies are evaluated beside one another */
    public DueWorker(DueIndex index, Evaluation evaluation, String node, Duration poll, int beside, Clock clock) {
        this.index = index;
        this.studies = new DueStudies(index);
        this.evaluation = evaluation;
        this.node = node;
        this.poll = poll;
        this.clock = clock;
        this.reader = new DueReader(index, DueList.STUDY, clock);
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newFixedThreadPool(beside, task -> {
            Thread made = new Thread(task, "muniment-due-" + count.incrementAndGet());
            made.setDaemon(true);
            return made;
        });
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                if (!step()) TimeUnit.MILLISECONDS.sleep(poll.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is stopped", thread.getName());
        }
    }

    private boolean step() throws InterruptedException {
        try {
            return index.lead(DueList.STUDY, node, LEASE) && evaluateSome() > 0;
        } catch (ArchiveException e) {
            LOG.warn("{} goes on later: {}", thread.getName(), e.getMessage());
        } catch (RuntimeException | ExecutionException e) {
            // The top of this thread: whatever is thrown would end it.
            LOG.error("{} goes on later", thread.getName(), e);
        }
        return false;
    }

    /**
     * Evaluates some of what is due now.
     *
     * @return how many; 0 where nothing is due
     */
    public int evaluateSome() throws InterruptedException, ExecutionException {
        List<Reminder> batch = new ArrayList<>(unsettled);
        unsettled.clear();
        batch.addAll(reader.read(lane -> BATCH));
        Map<String, List<Reminder>> ofStudy = batch.stream().collect(Collectors.groupingBy(Reminder::item));
        List<? extends Future<?>> all = ofStudy.entrySet().stream()
                .map(study -> threads.submit(() -> evaluate(new StudyInstanceUid(study.getKey()), study.getValue())))
                .toList();
        for (Future<?> each : all) each.get();
        return batch.size();
    }

    private void evaluate(StudyInstanceUid study, List<Reminder> reminders) {
        try {
            Instant next = next(study);
            if (next.isBefore(Evaluation.NEVER)) studies.schedule(study, next);
            reminders.forEach(reader::settle);
        } catch (ArchiveException e) {
            unsettled.addAll(reminders);
            throw e;
        }
    }

    private Instant next(StudyInstanceUid study) {
        try {
            return evaluation.evaluate(study);
        } catch (ArchiveException e) {
            LOG.warn("The study {} is evaluated again later: {}: {}", study, e.code(), e.getMessage());
            return clock.instant().plus(e.code() == ErrorCode.INDEX_UNAVAILABLE ? poll : AFTER_FAILURE);
        } catch (RuntimeException e) {
            // whatever is wrong with one study, the others go on
            LOG.error(
                    "The study {} is evaluated again later: {}",
                    study,
                    e.getClass().getName());
            LOG.trace("Its evaluation failed by", e); // whose message may name a patient
            return clock.instant().plus(AFTER_FAILURE);
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) threads.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
