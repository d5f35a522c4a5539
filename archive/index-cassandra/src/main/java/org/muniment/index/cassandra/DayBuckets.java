package org.muniment.index.cassandra;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.function.Function;

/** The buckets of a table of what waits for something: the days since when. An old day on which nothing waits any more is forgotten. */
record DayBuckets(BucketTable buckets, String table, Clock clock) {

    /** Days this old get no more rows, whatever the clocks of other nodes say. */
    private static final int CLOSED_AFTER_DAYS = 2;

    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /** The day's bucket, which is listed on return. */
    String listed(Instant instant) {
        String day = day(instant);
        buckets.add(table, "", day);
        return day;
    }

    /** What waits, day by day. */
    <T> Iterator<T> all(Function<String, Iterator<T>> ofDay) {
        return Iterators.flatMap(buckets.range(table, "", "", BucketTable.last("")), day -> {
            Iterator<T> rows = ofDay.apply(day);
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            if (LocalDate.parse(day).isBefore(today.minusDays(CLOSED_AFTER_DAYS)) && !rows.hasNext())
                buckets.remove(table, "", day);
            return rows;
        });
    }
}
