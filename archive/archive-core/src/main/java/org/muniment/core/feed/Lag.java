package org.muniment.core.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.muniment.archive.feed.StudyChange;

/** How far a subscriber is behind. */
final class Lag {

    private Lag() {}

    /** The age of the oldest change that was not delivered; zero where there is none, or the other node's clock is ahead. */
    static Duration of(Stream<StudyChange> undelivered, Clock clock) {
        Instant now = clock.instant();
        return undelivered
                .map(StudyChange::at)
                .min(Instant::compareTo)
                .filter(oldest -> oldest.isBefore(now))
                .map(oldest -> Duration.between(oldest, now))
                .orElse(Duration.ZERO);
    }
}
