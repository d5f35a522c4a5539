package org.muniment.archive.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * How far a subscriber has come, and who works for it.
 *
 * @param position everything up to here was delivered, or is kept as a {@link TroubledChange}
 * @param owner the node that delivers; empty where none does
 * @param ownedUntil when another may take over, unless the owner extends it; cut to milliseconds
 * @param version grows with each change, and so tells an owner that it is no longer alone
 */
public record SubscriberState(
        String name, Position position, boolean paused, String owner, Instant ownedUntil, long version) {

    public SubscriberState {
        if (name.isBlank()) throw new IllegalArgumentException("a subscriber without name");
        Objects.requireNonNull(position);
        Objects.requireNonNull(owner);
        ownedUntil = ownedUntil.truncatedTo(ChronoUnit.MILLIS);
    }

    /** One that begins at this position. */
    public static SubscriberState first(String name, Position position) {
        return new SubscriberState(name, position, false, "", Instant.EPOCH, 1);
    }

    public SubscriberState at(Position changed) {
        return new SubscriberState(name, changed, paused, owner, ownedUntil, version + 1);
    }

    public SubscriberState paused(boolean changed) {
        return new SubscriberState(name, position, changed, owner, ownedUntil, version + 1);
    }

    public SubscriberState ownedBy(String node, Instant until) {
        return new SubscriberState(name, position, paused, node, until, version + 1);
    }

    /** Whether this node may deliver now, or become the one who does. */
    public boolean isFreeFor(String node, Instant now) {
        return owner.equals(node) || !now.isBefore(ownedUntil);
    }
}
