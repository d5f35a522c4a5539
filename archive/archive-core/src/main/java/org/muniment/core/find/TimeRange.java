package org.muniment.core.find;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muniment.dicom.Attributes;

/**
 * Single Value and Range Matching of a TM within a day, both ends included, in microseconds from midnight. PS3.4 C.2.2.2.1 and
 * C.2.2.2.5.
 */
record TimeRange(long from, long to) implements ValueMatch {

    static final long SECOND = 1_000_000L;
    static final long DAY = 86_400 * SECOND;

    private static final Pattern TIME = Pattern.compile("(\\d\\d)(?:(:?)(\\d\\d)(?:\\2(\\d\\d)(?:\\.(\\d{1,6}))?)?)?");

    /** Null where the key is neither a time nor a range of times; a range across midnight is none. */
    static TimeRange parse(String key) {
        TimeRange range = parseEnds(key);
        return range == null || range.from > range.to ? null : range;
    }

    /** As above, but the first end may come later in the day than the second: for use with a range of dates. */
    static TimeRange parseEnds(String key) {
        int hyphen = key.indexOf('-');
        if (hyphen < 0) return time(key);
        if (key.length() == 1) return null;
        TimeRange from = hyphen == 0 ? new TimeRange(0, 0) : time(key.substring(0, hyphen));
        TimeRange to = hyphen == key.length() - 1 ? new TimeRange(0, DAY + SECOND) : time(key.substring(hyphen + 1));
        return from == null || to == null ? null : new TimeRange(from.from, to.to);
    }

    /**
     * All the moments a TM may mean: {@code 10} is the whole hour, as a value is not precise in the components it leaves out (PS3.5 6.2).
     * Also reads the {@code hh:mm:ss} of before DICOM. Null where it is no time.
     */
    static TimeRange time(String text) {
        Matcher m = TIME.matcher(text.trim());
        if (!m.matches()) return null;
        int hour = Integer.parseInt(m.group(1));
        int minute = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
        int second = m.group(4) == null ? 0 : Integer.parseInt(m.group(4));
        if (hour > 23 || minute > 59 || second > 60) return null;
        String fraction = m.group(5) == null ? "" : m.group(5);
        long start =
                (hour * 3600L + minute * 60L + second) * SECOND + Long.parseLong((fraction + "000000").substring(0, 6));
        return new TimeRange(start, start + span(m.group(3) != null, m.group(4) != null, fraction.length()) - 1);
    }

    private static long span(boolean minutes, boolean seconds, int digits) {
        if (!minutes) return 3600 * SECOND;
        if (!seconds) return 60 * SECOND;
        long span = SECOND;
        for (int i = 0; i < digits; i++) span /= 10;
        return span;
    }

    @Override
    public boolean matches(String value, Attributes row) {
        TimeRange time = time(value);
        return time != null && time.from >= from && time.from <= to;
    }
}
