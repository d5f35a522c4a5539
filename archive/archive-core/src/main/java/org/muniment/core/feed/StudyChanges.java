package org.muniment.core.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.feed.ChangeIntentions.Intention;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.StudyInstanceUid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every change of a study is announced in the feed, whatever dies when, and that those who make changes don't wait for it.
 *
 * <p>Before a change is written, the intention to announce it is made durable; after it was written, an entry is appended to the feed by
 * another thread; then the intention is closed. Who changes a study while an intention for it is open relies on that one, so that a burst of
 * instances costs one write, and few entries. Intentions that are found open at the start were left by a crash: they are announced, too. What
 * was written in part, or perhaps, is announced at once and once more when it must have shown itself (ADR 101).
 *
 * <p>Safe for use by many threads.
 */
public final class StudyChanges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StudyChanges.class);

    /** Beyond, changes are refused: the feed is not keeping up with what is stored. */
    private static final int MOST_OPEN = 20_000;

    private static final long LOOK_MILLIS = 250;
    private static final long STOP_SECONDS = 10;

    /** An intention this old is not relied on by others any more, so that another node can tell those of a dead one. */
    static final Duration RENEWED_AFTER = Duration.ofSeconds(30);

    private record Key(StudyInstanceUid study, ChangeKind kind) {}

    private final ChangeFeed feed;
    private final ChangeIntentions intentions;
    private final String node;
    private final Clock clock;
    private final AbandonedIntentions abandoned;
    private final Map<Key, Announcement> current = new HashMap<>();
    private final Set<Announcement> all = new LinkedHashSet<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(StudyChanges::named);

    /** @param node this process, the same after a restart, and no other that runs at the same time */
    public StudyChanges(ChangeFeed feed, ChangeIntentions intentions, String node, Clock clock) {
        this.feed = feed;
        this.intentions = intentions;
        this.node = node;
        this.clock = clock;
        this.abandoned = new AbandonedIntentions(feed, intentions, node, clock);
    }

    private static Thread named(Runnable task) {
        Thread thread = new Thread(task, "muniment-announcing");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes over what the last run of this node left open, and begins to announce.
     *
     * @throws ArchiveException INDEX_UNAVAILABLE
     */
    public void start() {
        recover();
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void recover() {
        List<Intention> left = intentions.open(node);
        left.forEach(intention -> all.add(Announcement.left(intention, clock.instant())));
        if (!left.isEmpty()) LOG.info("{} changes left by the last run are announced", left.size());
    }

    private void look() {
        try {
            flush();
            abandoned.look();
        } catch (ArchiveException e) {
            LOG.warn("Changes wait to be announced: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // The top of this thread: whatever is thrown would end the schedule.
            LOG.error("Changes wait to be announced", e);
        }
    }

    /** Announces a change whose effect is durable already, or is completed after a crash by who calls this again. Durable on return. */
    public void changed(StudyInstanceUid study, ChangeKind kind) {
        during(study, kind, () -> study);
    }

    /** Makes a change and has it announced. Where {@code change} throws, it may have been made in part, and is announced as well. */
    public <T> T during(StudyInstanceUid study, ChangeKind kind, Supplier<T> change) {
        try (Change announced = begin(study, kind)) {
            announced.writing();
            T result = change.get();
            announced.made(kind);
            return result;
        }
    }

    /** Begins what may become a change. Nothing is written by this. */
    public Change begin(StudyInstanceUid study, ChangeKind kind) {
        return new Change(new Key(study, kind));
    }

    /** One change on its way; to be closed in any case, by which another thread's promise may be overtaken. */
    public final class Change implements AutoCloseable {

        private final Key key;
        private Announcement announcement;
        private boolean writing;
        private ChangeKind made;
        private boolean closed;

        private Change(Key key) {
            this.key = key;
        }

        /**
         * Makes the intention durable, where none is: for those who have something else to do meanwhile.
         *
         * @throws ArchiveException INDEX_UNAVAILABLE, OVERLOADED: nothing may be written
         */
        public void promise() {
            Announcement reliable = rely();
            reliable.await();
        }

        private Announcement rely() {
            synchronized (StudyChanges.this) {
                if (announcement != null && announcement.isReliable(clock.instant())) return announcement;
            }
            Announcement joined = join(key);
            synchronized (StudyChanges.this) {
                if (closed) joined.users--;
                else {
                    if (announcement != null) announcement.users--;
                    announcement = joined;
                }
            }
            return joined;
        }

        /** From here on the change may be made; as {@link #promise}. */
        public void writing() {
            promise();
            writing = true;
        }

        /** It has been made, durably. */
        public void made(ChangeKind kind) {
            made = kind;
        }

        /** It is announced now, unless nothing was written. */
        @Override
        public void close() {
            synchronized (StudyChanges.this) {
                if (closed) return;
                closed = true;
                if (announcement == null) return;
                if (made != null) announcement.made(made, clock.instant());
                else if (writing) announcement.perhapsMade(key.kind, clock.instant());
                announcement.users--;
            }
        }
    }

    private Announcement join(Key key) {
        Announcement joined;
        synchronized (this) {
            joined = current.get(key);
            if (joined != null && !joined.isOlderThan(RENEWED_AFTER, clock.instant())) {
                joined.users++;
                return joined;
            }
            if (all.size() >= MOST_OPEN)
                throw new ArchiveException(ErrorCode.OVERLOADED, "too many changes wait to be announced");
            joined = new Announcement(new Intention(UUID.randomUUID(), node, clock.instant(), key.study, key.kind));
            joined.users++;
            current.put(key, joined);
            all.add(joined);
        }
        open(joined);
        return joined;
    }

    private void open(Announcement announcement) {
        try {
            intentions.open(announcement.intention);
            announcement.opened();
        } catch (RuntimeException e) {
            announcement.failed(e);
            synchronized (this) {
                forget(announcement);
            }
        }
    }

    private void forget(Announcement announcement) {
        Intention intention = announcement.intention;
        current.remove(new Key(intention.study(), intention.kind()), announcement);
        all.remove(announcement);
    }

    /** Appends what is due, and closes the intentions of those that have come to rest. */
    void flush() {
        flush(false);
    }

    /** Waits for no more to come. */
    void flushNow() {
        flush(true);
    }

    private void flush(boolean now) {
        List<Announcement> open;
        synchronized (this) {
            open = List.copyOf(all);
        }
        for (Announcement announcement : open) append(announcement, now);
        close(open, now);
    }

    private void append(Announcement announcement, boolean now) {
        Collection<ChangeKind> due;
        synchronized (this) {
            due = announcement.takeDue(clock.instant(), now);
        }
        for (ChangeKind kind : due) {
            try {
                feed.append(announcement.intention.study(), kind);
            } catch (RuntimeException | Error e) {
                synchronized (this) {
                    announcement.putBack(due);
                }
                throw e;
            }
        }
    }

    private void close(List<Announcement> open, boolean now) {
        List<Intention> kept = new ArrayList<>();
        synchronized (this) {
            for (Announcement announcement : open) {
                if (!announcement.isDone() || !now && !announcement.isAtRest(clock.instant())) continue;
                forget(announcement);
                kept.add(announcement.intention);
            }
        }
        // where this fails, they are announced once more after the next start
        if (!kept.isEmpty()) intentions.close(kept);
    }

    /** Announces what was made, so that the next start finds nothing to do but what is still uncertain. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) thread.shutdownNow();
            flushNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ArchiveException e) {
            LOG.warn("Changes are announced after the next start: {}", e.getMessage());
        }
    }
}
