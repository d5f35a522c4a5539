package org.muniment.archive.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the feed. Opaque to all but implementations of {@link ChangeFeed}; its text form ({@link #toString}, {@link #parse}) is for
 * people who note one down.
 *
 * @param micros since 1970
 * @param writer tells those apart who append in the same microsecond
 */
public record Position(long micros, long writer) implements Comparable<Position> {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{14})-([0-9a-f]{16})");

    /** Before everything. */
    public static final Position START = new Position(0, Long.MIN_VALUE);

    public Position {
        if (micros < 0 || micros >= 1L << 56) throw new IllegalArgumentException("not a position: " + micros);
    }

    /**
     * Before everything appended at that time or later, by the clock of who appended.
     *
     * @throws IllegalArgumentException where no feed can be that old, or come so far
     */
    public static Position at(Instant instant) {
        try {
            return new Position(ChronoUnit.MICROS.between(Instant.EPOCH, instant), Long.MIN_VALUE);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("not a position: " + instant, e);
        }
    }

    /** @throws IllegalArgumentException where the text is not a position's */
    public static Position parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException("not a position: " + text);
        return new Position(Long.parseLong(matcher.group(1), 16), Long.parseUnsignedLong(matcher.group(2), 16));
    }

    /** When that was, by the clock of who appended. */
    public Instant time() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public int compareTo(Position other) {
        int byTime = Long.compare(micros, other.micros);
        return byTime != 0 ? byTime : Long.compare(writer, other.writer);
    }

    @Override
    public String toString() {
        return String.format("%014x-%016x", micros, writer);
    }
}
