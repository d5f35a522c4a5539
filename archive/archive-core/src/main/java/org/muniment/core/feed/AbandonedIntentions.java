package org.muniment.core.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.feed.ChangeIntentions.Intention;

/**
 * Keeps the promises of nodes that died and don't come back. A node that lives renews its intentions, so those that are old are taken for
 * abandoned. They are announced soon, in case the node is dead, and announced again and closed much later, in case it only was asleep.
 */
final class AbandonedIntentions {

    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration ANNOUNCED_AFTER = Duration.ofMinutes(2);
    private static final Duration CLOSED_AFTER = Duration.ofHours(1);

    private final ChangeFeed feed;
    private final ChangeIntentions intentions;
    private final String node;
    private final Clock clock;
    private final Set<UUID> announced = new HashSet<>();
    private Instant next = Instant.MIN;

    AbandonedIntentions(ChangeFeed feed, ChangeIntentions intentions, String node, Clock clock) {
        this.feed = feed;
        this.intentions = intentions;
        this.node = node;
        this.clock = clock;
    }

    /** Looks, if it is time to. */
    void look() {
        Instant now = clock.instant();
        if (now.isBefore(next)) return;
        next = now.plus(PAUSE);
        List<Intention> old = new ArrayList<>();
        for (String other : intentions.nodes()) {
            if (other.equals(node)) continue;
            intentions.open(other).stream()
                    .filter(intention -> intention.since().plus(ANNOUNCED_AFTER).isBefore(now))
                    .forEach(old::add);
        }
        announced.retainAll(old.stream().map(Intention::id).toList());
        old.forEach(this::announce);
    }

    private void announce(Intention intention) {
        boolean over = intention.since().plus(CLOSED_AFTER).isBefore(clock.instant());
        if (over || !announced.contains(intention.id())) feed.append(intention.study(), intention.kind());
        announced.add(intention.id());
        if (over) intentions.close(List.of(intention));
    }
}
