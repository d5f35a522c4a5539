package org.muniment.lifecycle.engine.recall;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.core.tier.StudyAccesses;
import org.muniment.lifecycle.engine.due.DueStudies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when studies were viewed, on a thread of its own, and has them looked at by the policies. Of many accesses to a study within a while one is noted;
 * where the index does not keep up, some are not noted at all: who reads must not wait for it.
 */
public final class RecordedAccesses implements StudyAccesses, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedAccesses.class);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_REMEMBERED = 10_000;
    private static final long STOP_SECONDS = 5;

    private final StudyNotebook notebook;
    private final DueStudies due;
    private final Duration again;
    private final Clock clock;
    private final ThreadPoolExecutor thread;
    private final Map<StudyInstanceUid, Instant> noted = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StudyInstanceUid, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param again how long an access to a study stands for those that follow */
    public RecordedAccesses(StudyNotebook notebook, DueStudies due, Duration again, Clock clock) {
        this.notebook = notebook;
        this.due = due;
        this.again = again;
        this.clock = clock;
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread named = new Thread(task, "muniment-accesses");
                    named.setDaemon(true);
                    return named;
                });
    }

    @Override
    public void accessed(StudyInstanceUid study, String by) {
        Instant now = clock.instant();
        synchronized (noted) {
            Instant before = noted.get(study);
            if (before != null && now.isBefore(before.plus(again))) return;
            noted.put(study, now);
        }
        try {
            thread.execute(() -> note(study, now));
        } catch (RejectedExecutionException e) {
            forget(study); // the next access may be noted
        }
    }

    private void note(StudyInstanceUid study, Instant at) {
        try {
            notebook.viewed(study, at);
            due.scheduleNow(study);
        } catch (ArchiveException e) {
            forget(study);
            LOG.warn("An access is not noted: {}", e.getMessage());
        }
    }

    private void forget(StudyInstanceUid study) {
        synchronized (noted) {
            noted.remove(study);
        }
    }

    /** Notes what is waiting. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
