package org.muniment.core.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.SubscriberState;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.feed.TroubledChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people can see and do of subscribers, on any node: whoever delivers finds the state changed and begins anew from it. Each step is
 * audited. Methods throw NOT_FOUND where there is no such subscriber or study, INDEX_UNAVAILABLE, or OVERLOADED where the state changes
 * too fast.
 */
public final class SubscriberService {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final int MOST_TRIES = 10;

    /** Beyond, troubled changes are not counted. */
    private static final int MOST_COUNTED = 10_000;

    private final ChangeFeed feed;
    private final Subscribers states;
    private final SubscriberEngine engine;
    private final Clock clock;

    public SubscriberService(ChangeFeed feed, Subscribers states, SubscriberEngine engine, Clock clock) {
        this.feed = feed;
        this.states = states;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * @param configured false for one that was removed from the configuration; its place is kept
     * @param lag how old the oldest change is that it was not told of
     * @param waiting studies that are tried again, and
     * @param parked those that wait for a person; together at most 10,000 are counted
     * @param problem why its target takes nothing at present, as far as this node knows
     */
    public record Status(
            SubscriberState state, boolean configured, Duration lag, int waiting, int parked, String problem) {}

    public List<Status> list() {
        return states.all().stream().map(this::status).toList();
    }

    public Status find(String name) {
        return status(state(name));
    }

    private SubscriberState state(String name) {
        return states.find(name)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such subscriber"));
    }

    private Status status(SubscriberState state) {
        Duration lag = Lag.of(feed.read(state.position(), 1).stream(), clock);
        List<Boolean> parked;
        try (Stream<TroubledChange> troubled = states.troubled(state.name())) {
            parked = troubled.limit(MOST_COUNTED).map(TroubledChange::isParked).toList();
        }
        int still = (int) parked.stream().filter(is -> is).count();
        return new Status(
                state, engine.has(state.name()), lag, parked.size() - still, still, engine.problem(state.name()));
    }

    /** Studies the subscriber's target did not take, in no order. */
    public List<TroubledChange> troubled(String name, int limit) {
        state(name);
        try (Stream<TroubledChange> troubled = states.troubled(name)) {
            return troubled.limit(limit).toList();
        }
    }

    /** Has the study tried again at once. */
    public void retry(String name, StudyInstanceUid study, String by) {
        TroubledChange troubled = troubled(name, study);
        states.keep(name, troubled.retriedAt(clock.instant()));
        changed(name, state -> state);
        audit("SUBSCRIBER_RETRY", name, by).add("study", study).log();
    }

    /** The subscriber need not be told of this change of the study. */
    public void discard(String name, StudyInstanceUid study, String by) {
        troubled(name, study);
        states.forget(name, study);
        changed(name, state -> state);
        audit("SUBSCRIBER_DISCARD", name, by).add("study", study).log();
    }

    private TroubledChange troubled(String name, StudyInstanceUid study) {
        state(name);
        return states.troubled(name, study)
                .orElseThrow(() ->
                        new ArchiveException(ErrorCode.NOT_FOUND, "the study is not troubled at this subscriber"));
    }

    /** Delivers nothing until it is resumed; its place is kept. */
    public Status pause(String name, String by) {
        changed(name, state -> state.paused(true));
        audit("SUBSCRIBER_PAUSE", name, by).log();
        return find(name);
    }

    public Status resume(String name, String by) {
        changed(name, state -> state.paused(false));
        audit("SUBSCRIBER_RESUME", name, by).log();
        return find(name);
    }

    /** Tells the subscriber once more of everything after {@code from}; or, of what lies before it, no more. */
    public Status replay(String name, Position from, String by) {
        Position end = feed.end(); // what is still to come is not to be passed over
        Position to = from.compareTo(end) < 0 ? from : end;
        Position before = changed(name, state -> state.at(to)).position();
        audit("SUBSCRIBER_REPLAY", name, by).add("from", to).add("was", before).log();
        return find(name);
    }

    /** @return the state as it was */
    private SubscriberState changed(String name, UnaryOperator<SubscriberState> change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            SubscriberState before = state(name);
            SubscriberState next = change.apply(before);
            // also where nothing else changes: the version tells the owner to look
            if (!states.replace(before, next == before ? before.at(before.position()) : next)) continue;
            engine.call(name);
            return before;
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "the subscriber's state changes too fast");
    }

    private static Audit audit(String operation, String subscriber, String by) {
        return new Audit(new AuditLine()
                .add("operation", operation)
                .add("outcome", "success")
                .add("by", by)
                .add("subscriber", subscriber));
    }

    private record Audit(AuditLine line) {

        Audit add(String key, Object value) {
            line.add(key, value);
            return this;
        }

        void log() {
            AUDIT.info("{}", line);
        }
    }
}
