package org.muniment.core.find;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.muniment.dicom.Attributes;

/** Single Value and Range Matching of a DA, both ends included. PS3.4 C.2.2.2.1 and C.2.2.2.5. */
record DateRange(LocalDate from, LocalDate to) implements ValueMatch {

    /** Ends of a range that has none: before and after any date a DA can hold. */
    static final LocalDate FIRST = LocalDate.of(1, 1, 1);

    static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** Null where the key is neither a date nor a range of dates. */
    static DateRange parse(String key) {
        int hyphen = key.indexOf('-');
        if (hyphen < 0) {
            LocalDate date = date(key);
            return date == null ? null : new DateRange(date, date);
        }
        if (key.length() == 1) return null;
        LocalDate from = hyphen == 0 ? FIRST : date(key.substring(0, hyphen));
        LocalDate to = hyphen == key.length() - 1 ? LAST : date(key.substring(hyphen + 1));
        return from == null || to == null || from.isAfter(to) ? null : new DateRange(from, to);
    }

    /** {@code yyyymmdd}, or {@code yyyy.mm.dd} as before DICOM (PS3.5 6.2); null where it is neither. */
    static LocalDate date(String text) {
        String s = text.trim();
        if (s.length() == 10 && s.charAt(4) == '.' && s.charAt(7) == '.')
            s = s.substring(0, 4) + s.substring(5, 7) + s.substring(8);
        if (s.length() != 8 || !s.chars().allMatch(c -> c >= '0' && c <= '9')) return null;
        int n = Integer.parseInt(s);
        try {
            return LocalDate.of(n / 10_000, n / 100 % 100, n % 100);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public boolean matches(String value, Attributes row) {
        LocalDate date = date(value);
        return date != null && !date.isBefore(from) && !date.isAfter(to);
    }
}
