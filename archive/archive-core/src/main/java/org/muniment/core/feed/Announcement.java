package org.muniment.core.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeIntentions.Intention;
import org.muniment.archive.feed.ChangeKind;

/** One intention, and what has become of the changes that rely on it. Guarded by its {@link StudyChanges}, but for the waiting. */
final class Announcement {

    /** Changes this close to one another are one. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** How long a burst may go on before it is announced in the middle; twice as long each time. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

    /** How long an intention is kept for more to come. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    /** Well after any statement that was given up has been executed or dropped. */
    private static final Duration CERTAIN_AFTER = Duration.ofSeconds(30);

    /** Before another node, which takes this one for dead, closes it. */
    private static final Duration RELIABLE_FOR = Duration.ofMinutes(10);

    private static final long LONGEST_WAIT_SECONDS = 15;

    final Intention intention;
    int users;

    private final CompletableFuture<Void> durable = new CompletableFuture<>();
    private final Set<ChangeKind> waiting = EnumSet.noneOf(ChangeKind.class);
    private final Set<ChangeKind> uncertain = EnumSet.noneOf(ChangeKind.class);
    private Instant certainAt = Instant.MAX;
    private Instant lastChange;
    private Instant lastAppended;
    private Duration pause = FIRST_PAUSE;

    Announcement(Intention intention) {
        this.intention = intention;
        lastChange = intention.since();
        lastAppended = intention.since();
    }

    /** Of an intention that a crash has left open: the change was made, or not, or is just being made. */
    static Announcement left(Intention intention, Instant now) {
        Announcement left = new Announcement(intention);
        left.opened();
        left.perhapsMade(intention.kind(), now);
        return left;
    }

    void opened() {
        durable.complete(null);
    }

    void failed(RuntimeException failure) {
        durable.completeExceptionally(failure);
    }

    /** Until the intention is durable. */
    void await() {
        try {
            durable.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ArchiveException failure) throw failure;
            throw new ArchiveException(ErrorCode.INTERNAL, "the change can't be announced", e.getCause());
        } catch (TimeoutException e) {
            throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "the index did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArchiveException(ErrorCode.OVERLOADED, "the archive is stopping", e);
        }
    }

    boolean isOlderThan(Duration age, Instant now) {
        return intention.since().plus(age).isBefore(now);
    }

    boolean isReliable(Instant now) {
        return !isOlderThan(RELIABLE_FOR, now);
    }

    void made(ChangeKind kind, Instant now) {
        waiting.add(kind);
        lastChange = now;
    }

    void perhapsMade(ChangeKind kind, Instant now) {
        made(kind, now);
        uncertain.add(kind);
        certainAt = now.plus(CERTAIN_AFTER);
    }

    /** What is to be appended now. */
    Collection<ChangeKind> takeDue(Instant now, boolean atOnce) {
        if (!now.isBefore(certainAt)) {
            waiting.addAll(uncertain);
            uncertain.clear();
            certainAt = Instant.MAX;
        }
        boolean quiet = !lastChange.plus(QUIET).isAfter(now);
        boolean due = quiet || !lastAppended.plus(pause).isAfter(now);
        if (waiting.isEmpty() || !due && !atOnce) return List.of();
        if (!quiet) pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        Collection<ChangeKind> taken = EnumSet.copyOf(waiting);
        waiting.clear();
        lastAppended = now;
        return taken;
    }

    void putBack(Collection<ChangeKind> kinds) {
        waiting.addAll(kinds);
    }

    /** Whether everything is announced for good, as far as is known. */
    boolean isDone() {
        return users == 0 && waiting.isEmpty() && uncertain.isEmpty();
    }

    /** Whether it is unlikely that more is to come. */
    boolean isAtRest(Instant now) {
        return !lastChange.plus(LINGER).isAfter(now);
    }
}
