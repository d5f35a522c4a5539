package org.muniment.core.coerce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Lets the same warning through once a minute: a source whose values don't fit sends thousands of instances alike. For any number of threads. */
final class RareWarnings {

    private static final Duration APART = Duration.ofMinutes(1);

    /** Beyond this all are forgotten, and told once more. */
    private static final int MOST = 1000;

    private record Told(Instant at, int repeats) {}

    private final Clock clock;
    private final Map<String, Told> told = new HashMap<>();

    RareWarnings(Clock clock) {
        this.clock = clock;
    }

    /** How often it was held back since it was last told; empty where it is to be held back now. */
    synchronized OptionalInt admit(String warning) {
        Instant now = clock.instant();
        Told before = told.get(warning);
        if (before != null && now.isBefore(before.at().plus(APART))) {
            told.put(warning, new Told(before.at(), before.repeats() + 1));
            return OptionalInt.empty();
        }
        if (told.size() >= MOST) told.clear();
        told.put(warning, new Told(now, 0));
        return OptionalInt.of(before == null ? 0 : before.repeats());
    }
}
