package org.muniment.core.feed;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.feed.TroubledChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The studies one subscriber's target did not take. All of them are rows; those that wait to be tried again are held in memory, too, and of
 * those there are only so many. For one thread.
 */
final class Troubles {

    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    /** While so many wait, no more changes are taken from the feed. */
    private static final int MOST_WAITING = 1000;

    private static final int LONGEST_REASON = 500;

    private final Subscribers rows;
    private final String subscriber;
    private final FeedConfig config;
    private final DeliveryListener listener;
    private final Clock clock;
    private final Map<StudyInstanceUid, TroubledChange> waiting = new HashMap<>();

    /** Whether there may be rows that are not in memory. */
    private boolean anyParked;

    /** Whether there are rows that wait and found no room in memory. */
    private boolean anyLeftOut;

    Troubles(Subscribers rows, String subscriber, FeedConfig config, DeliveryListener listener, Clock clock) {
        this.rows = rows;
        this.subscriber = subscriber;
        this.config = config;
        this.listener = listener;
        this.clock = clock;
    }

    /** Begins anew with what the rows say. */
    void load() {
        waiting.clear();
        anyParked = false;
        anyLeftOut = false;
        try (Stream<TroubledChange> all = rows.troubled(subscriber)) {
            all.forEach(troubled -> {
                if (!troubled.isParked() && isFull()) anyLeftOut = true;
                if (troubled.isParked() || isFull()) anyParked = true;
                else waiting.put(troubled.change().study(), troubled);
            });
        }
    }

    boolean isFull() {
        return waiting.size() >= MOST_WAITING;
    }

    List<StudyChange> due() {
        if (anyLeftOut && waiting.size() < MOST_WAITING / 2) load();
        Instant now = clock.instant();
        return waiting.values().stream()
                .filter(troubled -> !troubled.nextAttempt().orElseThrow().isAfter(now))
                .map(TroubledChange::change)
                .toList();
    }

    Optional<Instant> nextAttempt() {
        return waiting.values().stream()
                .map(troubled -> troubled.nextAttempt().orElseThrow())
                .min(Instant::compareTo);
    }

    /** It is not troubled, or not any more. */
    void delivered(StudyInstanceUid study) {
        if (waiting.containsKey(study) || known(study).isPresent()) rows.forget(subscriber, study);
        waiting.remove(study);
    }

    /** On return it is kept durably, and the cursor may pass it. */
    void failed(StudyChange change, String reason) {
        Optional<TroubledChange> before = known(change.study());
        int attempts = before.map(TroubledChange::attempts).orElse(0) + 1;
        Instant now = clock.instant();
        Optional<Instant> next = attempts < config.attempts()
                ? Optional.of(now.plus(config.studies().pause(attempts)))
                : Optional.empty();
        String shortened = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        TroubledChange troubled = new TroubledChange(
                change, attempts, shortened, before.map(TroubledChange::since).orElse(now), next);
        rows.keep(subscriber, troubled);
        if (next.isPresent()) {
            waiting.put(change.study(), troubled);
            listener.failed(subscriber);
        } else {
            waiting.remove(change.study());
            anyParked = true;
            listener.parked(subscriber);
            LOG.error(
                    "Subscriber {} did not take study {}, which is parked: {}", subscriber, change.study(), shortened);
        }
    }

    private Optional<TroubledChange> known(StudyInstanceUid study) {
        TroubledChange held = waiting.get(study);
        if (held != null || !anyParked) return Optional.ofNullable(held);
        return rows.troubled(subscriber, study);
    }
}
