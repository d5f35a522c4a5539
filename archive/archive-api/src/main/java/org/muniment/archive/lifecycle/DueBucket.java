package org.muniment.archive.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is due in one hour, or a share of it.
 *
 * @param lane a part of the list that can be read without the others
 * @param begin of the hour
 */
public record DueBucket(DueList list, String lane, Instant begin, int shard) {

    /** Until then after its end a bucket may get more: clocks differ, writes take their time. */
    public static final Duration CLOSES_AFTER = Duration.ofMinutes(5);

    private static final Duration LENGTH = Duration.ofHours(1);
    private static final Pattern LANE = Pattern.compile("[A-Z0-9_-]{0,50}");

    public DueBucket {
        Objects.requireNonNull(list);
        if (!LANE.matcher(lane).matches()) throw new IllegalArgumentException("not a lane: " + lane);
        begin = begin.truncatedTo(ChronoUnit.HOURS);
    }

    public static DueBucket of(DueList list, String lane, Due due) {
        return new DueBucket(list, lane, due.at(), list.shard(due.item()));
    }

    /** Whether nothing will be added any more. */
    public boolean isClosed(Instant now) {
        return begin.plus(LENGTH).plus(CLOSES_AFTER).isBefore(now);
    }
}
