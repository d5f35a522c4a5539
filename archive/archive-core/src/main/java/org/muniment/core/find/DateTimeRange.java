package org.muniment.core.find;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * Single Value and Range Matching of a DT, and of a DA with its TM where combined date-time matching was negotiated; both ends included.
 * PS3.4 C.2.2.2.1 and C.2.2.2.5.
 *
 * <p>Offsets from UTC count: a value's own, else the Timezone Offset From UTC (0008,0201) of the key's or the row's data set. Where one
 * side has none, both are taken as local time.
 */
record DateTimeRange(End from, End to) implements ValueMatch {

    /**
     * @param micros local time, in microseconds since 1970
     * @param offset from UTC in minutes, or null where not known
     */
    record End(long micros, Integer offset) {

        boolean isAfter(End other) {
            return offset == null || other.offset == null ? micros > other.micros : utc() > other.utc();
        }

        private long utc() {
            return micros - offset * 60 * TimeRange.SECOND;
        }
    }

    private static final End ALWAYS = new End(Long.MIN_VALUE, null);
    private static final End NEVER = new End(Long.MAX_VALUE, null);
    private static final Pattern DATE_TIME = Pattern.compile("(\\d{4})(\\d\\d)?(\\d\\d)?(\\d[\\d.]*)?([+-]\\d{4})?");
    private static final Pattern OFFSET = Pattern.compile("[+-](0\\d|1[0-4])[0-5]\\d");

    /** Null where the key is neither a date-time nor a range. A hyphen may also be the sign of an offset: the first sensible reading counts. */
    static DateTimeRange parse(String key, Integer defaultOffset) {
        DateTimeRange single = dateTime(key, defaultOffset);
        if (single != null) return single;
        for (int hyphen = key.indexOf('-'); hyphen >= 0; hyphen = key.indexOf('-', hyphen + 1)) {
            DateTimeRange range = range(key.substring(0, hyphen), key.substring(hyphen + 1), defaultOffset);
            if (range != null) return range;
        }
        return null;
    }

    private static DateTimeRange range(String first, String last, Integer defaultOffset) {
        if (first.isBlank() && last.isBlank()) return null;
        DateTimeRange from = first.isBlank() ? new DateTimeRange(ALWAYS, ALWAYS) : dateTime(first, defaultOffset);
        DateTimeRange to = last.isBlank() ? new DateTimeRange(NEVER, NEVER) : dateTime(last, defaultOffset);
        return from == null || to == null || from.from.isAfter(to.to) ? null : new DateTimeRange(from.from, to.to);
    }

    /** Null where the two ranges do not take the same form, or are no ranges: then each is matched alone. */
    static DateTimeRange combine(String dates, String times) {
        if (!form(dates).equals(form(times)) || form(dates).isEmpty()) return null;
        DateRange date = DateRange.parse(dates);
        TimeRange time = TimeRange.parseEnds(times);
        if (date == null || time == null) return null;
        End from = form(dates).equals("-b") ? ALWAYS : new End(micros(date.from()) + time.from(), null);
        End to = form(dates).equals("a-") ? NEVER : new End(micros(date.to()) + time.to(), null);
        return from.isAfter(to) ? null : new DateTimeRange(from, to);
    }

    private static String form(String key) {
        int hyphen = key.indexOf('-');
        if (hyphen < 0) return "";
        return hyphen == 0 ? "-b" : hyphen == key.length() - 1 ? "a-" : "a-b";
    }

    /** All the moments a DT may mean: {@code 2006} is the whole year, as with a {@link TimeRange}. Null where it is no DT. */
    static DateTimeRange dateTime(String text, Integer defaultOffset) {
        Matcher m = DATE_TIME.matcher(text.trim());
        if (!m.matches() || m.group(4) != null && m.group(3) == null) return null;
        Integer offset = m.group(5) == null ? defaultOffset : offset(m.group(5));
        if (m.group(5) != null && offset == null) return null;
        try {
            LocalDate first = LocalDate.of(
                    Integer.parseInt(m.group(1)),
                    m.group(2) == null ? 1 : Integer.parseInt(m.group(2)),
                    m.group(3) == null ? 1 : Integer.parseInt(m.group(3)));
            LocalDate after = m.group(2) == null
                    ? first.plusYears(1)
                    : m.group(3) == null ? first.plusMonths(1) : first.plusDays(1);
            if (m.group(4) == null) return between(micros(first), micros(after) - 1, offset);
            TimeRange time = TimeRange.time(m.group(4));
            return time == null ? null : between(micros(first) + time.from(), micros(first) + time.to(), offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static DateTimeRange between(long from, long to, Integer offset) {
        return new DateTimeRange(new End(from, offset), new End(to, offset));
    }

    private static long micros(LocalDate date) {
        return date.toEpochDay() * TimeRange.DAY;
    }

    /** Minutes of {@code +hhmm} or {@code -hhmm}; null where it is neither, or beyond what PS3.5 6.2 allows. */
    static Integer offset(String text) {
        if (text == null || !OFFSET.matcher(text).matches()) return null;
        int minutes = Integer.parseInt(text.substring(1, 3)) * 60 + Integer.parseInt(text.substring(3));
        return text.charAt(0) == '-' ? -minutes : minutes;
    }

    @Override
    public boolean matches(String value, Attributes row) {
        DateTimeRange moment = dateTime(value, offset(row.getString(Tag.TimezoneOffsetFromUTC)));
        return moment != null && !from.isAfter(moment.from) && !moment.from.isAfter(to);
    }

    /** For a DA and its TM; a row without the time matches where its whole day does. */
    boolean matches(String date, String time) {
        LocalDate day = date == null ? null : DateRange.date(date);
        if (day == null) return false;
        TimeRange moment = time == null ? null : TimeRange.time(time);
        End first = new End(micros(day) + (moment == null ? 0 : moment.from()), null);
        End last = moment == null ? new End(micros(day) + TimeRange.DAY - 1, null) : first;
        return !from.isAfter(first) && !last.isAfter(to);
    }
}
