package org.muniment.core.metadata;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SeriesId;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the metadata of series that were stored ready, once the archive is quiet: the last instance of a series has been stored a while ago, and
 * nothing else is being stored; on an archive that never rests, ten times as long after the series' last instance. What it forgets, for want of
 * room or by a restart, is made when first asked for.
 */
public final class MetadataRefresh implements IngestListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataRefresh.class);

    private static final int MOST_SERIES = 10_000;
    private static final int PATIENCE = 10;
    private static final int LOOKS_A_MOMENT = 4;
    private static final long STOP_SECONDS = 10;

    private final SeriesMetadataService metadata;
    private final Duration quiet;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    /** When each was last stored to, the longest ago first. */
    private final Map<SeriesId, Instant> changed = new LinkedHashMap<>();

    private Instant last = Instant.EPOCH;

    /** Begins at once. */
    public MetadataRefresh(SeriesMetadataService metadata, Duration quiet, Clock clock) {
        this.metadata = metadata;
        this.quiet = quiet;
        this.clock = clock;
        thread = Executors.newSingleThreadScheduledExecutor(MetadataRefresh::named);
        long pause = Math.max(1, quiet.toMillis() / LOOKS_A_MOMENT);
        thread.scheduleWithFixedDelay(this::refreshDue, pause, pause, TimeUnit.MILLISECONDS);
    }

    private static Thread named(Runnable task) {
        Thread thread = new Thread(task, "muniment-metadata");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    @Override
    public synchronized void ended(IngestRequest request, IngestOutcome outcome, Duration took) {
        SeriesId series = outcome.instance().id().seriesId();
        last = clock.instant();
        changed.remove(series);
        changed.put(series, last);
        if (changed.size() > MOST_SERIES)
            changed.remove(changed.keySet().iterator().next());
    }

    private synchronized Optional<SeriesId> takeDue() {
        if (changed.isEmpty()) return Optional.empty();
        Map.Entry<SeriesId, Instant> eldest = changed.entrySet().iterator().next();
        Instant now = clock.instant();
        boolean rest = !last.plus(quiet).isAfter(now);
        if (!rest && eldest.getValue().plus(quiet.multipliedBy(PATIENCE)).isAfter(now)) return Optional.empty();
        changed.remove(eldest.getKey());
        return Optional.of(eldest.getKey());
    }

    private void refreshDue() {
        try {
            for (Optional<SeriesId> due = takeDue(); due.isPresent(); due = takeDue()) refresh(due.get());
        } catch (RuntimeException e) {
            // The top of this thread: an exception would end the schedule.
            LOG.error("Metadata is made only when asked for until the next look", e);
        }
    }

    private void refresh(SeriesId series) {
        try {
            metadata.refresh(series);
        } catch (ArchiveException e) {
            LOG.debug("Metadata of a series is left to its first reader: {} {}", e.code(), e.getMessage());
        }
    }

    /** Lets the object being made be finished, for a while; stopping in the middle of it does no harm. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.shutdownNow();
        }
    }
}
