package org.muniment.core.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.feed.SubscriberState;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.id.StudyInstanceUid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work for one subscriber, step by step: a batch of the feed is read and its studies are delivered one after another; when each was
 * delivered or is kept as troubled, the cursor moves behind the batch. Dying anywhere in between repeats what was delivered since. The state's
 * version tells whether somebody else has changed it, another node or a person; then everything begins anew from what is stored.
 *
 * <p>A target that does not answer stops everything but the waiting. If however it takes other studies, and the same study fails twice right
 * after one of them as if the target were down, that study is what is wrong, and must not hold up the others. For one thread.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final int BATCH = 200;

    /** Of a target that is down no more is read than this, to see whether it takes others. */
    private static final int MOST_QUEUED = 2000;

    private enum Outcome {
        /** Taken, or kept as troubled. */
        SETTLED,
        UNAVAILABLE
    }

    private final Subscriber subscriber;
    private final ChangeFeed feed;
    private final Subscribers states;
    private final String node;
    private final FeedConfig config;
    private final DeliveryListener listener;
    private final Clock clock;
    private final Troubles troubles;

    /** As this node has written it; null where it may not be the owner. */
    private SubscriberState own;

    /** What is to be delivered next, in this order. */
    private final Map<StudyInstanceUid, StudyChange> queue = new LinkedHashMap<>();

    /** Where the cursor moves once the queue is empty; null where it stays. */
    private Position endOfBatch;

    private boolean moreToRead;
    private int unavailable;

    /** Those that failed as if the target were down; they are tried after the others. */
    private final Set<StudyInstanceUid> deferred = new LinkedHashSet<>();

    /** Those that did so right after the target took another. */
    private final Set<StudyInstanceUid> suspects = new HashSet<>();

    private volatile String problem = "";

    Delivery(
            Subscriber subscriber,
            ChangeFeed feed,
            Subscribers states,
            String node,
            FeedConfig config,
            DeliveryListener listener,
            Clock clock) {
        this.subscriber = subscriber;
        this.feed = feed;
        this.states = states;
        this.node = node;
        this.config = config;
        this.listener = listener;
        this.clock = clock;
        this.troubles = new Troubles(states, subscriber.name(), config, listener, clock);
    }

    /** Why the target does not take anything at present; empty where it does, as far as this node knows. */
    String problem() {
        return problem;
    }

    /** A subscriber that is new is told of everything from now on. */
    void register() {
        if (states.find(subscriber.name()).isEmpty()) states.add(SubscriberState.first(subscriber.name(), feed.end()));
    }

    /**
     * Does what can be done now.
     *
     * @return how long nothing is to be done unless somebody calls
     * @throws ArchiveException INDEX_UNAVAILABLE
     */
    Duration step() {
        try {
            return isOwner() ? deliver() : config.poll();
        } catch (RuntimeException | Error e) {
            own = null; // whether the last write has happened is to be read
            throw e;
        }
    }

    private boolean isOwner() {
        SubscriberState stored = states.find(subscriber.name()).orElse(null);
        if (stored == null) {
            register();
            return false;
        }
        if (own != null && stored.version() == own.version()) return renew();
        own = null;
        if (!stored.isFreeFor(node, clock.instant())) return false;
        if (!change(stored, stored)) return false;
        queue.clear();
        endOfBatch = null;
        deferred.clear();
        suspects.clear();
        troubles.load();
        return true;
    }

    private boolean renew() {
        boolean fresh = clock.instant().plus(config.lease().dividedBy(2)).isBefore(own.ownedUntil());
        return fresh || change(own, own);
    }

    /** Stores {@code next}, with a new lease; where somebody else was faster, this node has to begin anew. */
    private boolean change(SubscriberState from, SubscriberState next) {
        SubscriberState leased = new SubscriberState(
                next.name(),
                next.position(),
                next.paused(),
                node,
                clock.instant().plus(config.lease()),
                from.version() + 1);
        own = states.replace(from, leased) ? leased : null;
        return own != null;
    }

    private Duration deliver() {
        if (own.paused()) return config.poll();
        for (StudyChange due : troubles.due()) queue.putIfAbsent(due.study(), due);
        if (endOfBatch == null || queue.size() < MOST_QUEUED && deferred.containsAll(queue.keySet())) read();
        letOthersGoFirst();
        boolean anyTaken = false;
        while (!queue.isEmpty()) {
            StudyChange next = queue.values().iterator().next();
            if (deliver(next) == Outcome.SETTLED) {
                anyTaken = true;
                unavailable = 0;
            } else if (anyTaken && suspects.contains(next.study())) {
                troubles.failed(next, "for this study only, the target seems to be down: " + problem);
            } else {
                deferred.add(next.study());
                if (anyTaken) suspects.add(next.study());
                return waitForTarget();
            }
            queue.remove(next.study());
            deferred.remove(next.study());
            suspects.remove(next.study());
            if (!renew()) return Duration.ZERO;
        }
        problem = "";
        if (endOfBatch != null && !change(own, own.at(endOfBatch))) return Duration.ZERO;
        endOfBatch = null;
        return moreToRead ? Duration.ZERO : pause();
    }

    private void letOthersGoFirst() {
        for (StudyInstanceUid study : deferred) {
            StudyChange change = queue.remove(study);
            if (change != null) queue.put(study, change);
        }
    }

    /** Takes the next changes from the feed, the last one of each study. */
    private void read() {
        moreToRead = false;
        if (troubles.isFull()) return;
        List<StudyChange> changes = feed.read(endOfBatch == null ? own.position() : endOfBatch, BATCH);
        if (endOfBatch == null) behind(changes.stream());
        if (changes.isEmpty()) return;
        for (StudyChange change : changes) {
            if (!subscriber.wants(change.kind())) continue;
            queue.remove(change.study());
            queue.put(change.study(), change);
        }
        endOfBatch = changes.get(changes.size() - 1).position();
        moreToRead = changes.size() == BATCH;
    }

    private void behind(Stream<StudyChange> undelivered) {
        listener.behind(subscriber.name(), Lag.of(undelivered, clock));
    }

    private Duration pause() {
        Instant now = clock.instant();
        Optional<Duration> next = troubles.nextAttempt().map(at -> Duration.between(now, at));
        return next.filter(until -> until.compareTo(config.poll()) < 0)
                .map(until -> until.isNegative() ? Duration.ZERO : until)
                .orElse(config.poll());
    }

    private Outcome deliver(StudyChange change) {
        try {
            subscriber.deliver(change);
            troubles.delivered(change.study());
            listener.delivered(subscriber.name());
            return Outcome.SETTLED;
        } catch (TargetUnavailableException e) {
            problem = String.valueOf(e.getMessage());
            return Outcome.UNAVAILABLE;
        } catch (UndeliverableException e) {
            troubles.failed(change, String.valueOf(e.getMessage()));
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.INDEX_UNAVAILABLE) throw e;
            troubles.failed(change, e.code() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            // whatever a subscriber does wrong with one study, the others go on
            LOG.error(
                    "Subscriber {} failed: {}", subscriber.name(), e.getClass().getName());
            LOG.trace("It failed by", e); // whose message may name a patient
            troubles.failed(change, e.getClass().getSimpleName());
        }
        return Outcome.SETTLED;
    }

    private Duration waitForTarget() {
        listener.unavailable(subscriber.name());
        behind(queue.values().stream());
        if (unavailable++ == 0) LOG.warn("Subscriber {} waits for its target: {}", subscriber.name(), problem);
        return config.targets().pause(unavailable);
    }
}
