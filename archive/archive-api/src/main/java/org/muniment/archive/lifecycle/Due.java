package org.muniment.archive.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;

/** Something that is to be looked at, once it is {@code at}; cut to milliseconds. Ordered by time. */
public record Due(Instant at, String item) implements Comparable<Due> {

    private static final Comparator<Due> ORDER = Comparator.comparing(Due::at).thenComparing(Due::item);

    public Due {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(item);
    }

    @Override
    public int compareTo(Due other) {
        return ORDER.compare(this, other);
    }
}
