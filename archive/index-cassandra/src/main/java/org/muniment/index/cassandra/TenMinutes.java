package org.muniment.index.cassandra;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of buckets of ten minutes (UTC), which sort like the times. */
final class TenMinutes {

    private static final long SECONDS = 600;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").withZone(ZoneOffset.UTC);

    private TenMinutes() {}

    static String of(Instant instant) {
        return NAME.format(Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), SECONDS) * SECONDS));
    }
}
