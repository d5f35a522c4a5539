package org.muniment.hl7;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muniment.hl7.MessageFault.Condition;

/** A TS or DTM (HL7 2.5.1, 2.A.22): a time to any precision, with or without its zone. */
record Timestamp(LocalDateTime time, int digits, Optional<ZoneOffset> zone) {

    private static final Pattern PATTERN = Pattern.compile("(\\d{4}(?:\\d{2}){0,5})(?:\\.\\d{1,6})?([+-]\\d{4})?");

    /** Empty where the field is. @throws MessageFault where it has something else than a time */
    static Optional<Timestamp> of(Segment segment, int field, int component) {
        return parse(segment.get(field, component), segment.at(field));
    }

    static Optional<Timestamp> parse(String text, FieldPath where) {
        if (text.isEmpty()) return Optional.empty();
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) throw notATime(where);
        String digits = matcher.group(1);
        try {
            LocalDate date = LocalDate.of(part(digits, 0, 4, 1), part(digits, 4, 6, 1), part(digits, 6, 8, 1));
            LocalTime time = LocalTime.of(part(digits, 8, 10, 0), part(digits, 10, 12, 0), part(digits, 12, 14, 0));
            Optional<ZoneOffset> zone = Optional.ofNullable(matcher.group(2)).map(ZoneOffset::of);
            return Optional.of(new Timestamp(date.atTime(time), digits.length(), zone));
        } catch (DateTimeException e) {
            throw notATime(where);
        }
    }

    private static int part(String digits, int from, int to, int otherwise) {
        return digits.length() < to ? otherwise : Integer.parseInt(digits.substring(from, to));
    }

    private static MessageFault notATime(FieldPath where) {
        return new MessageFault(Condition.DATA_TYPE_ERROR, where, where + " is not a time");
    }

    /** On the wall of where the archive is. */
    LocalDateTime local() {
        return zone.map(offset -> OffsetDateTime.of(time, offset)
                        .atZoneSameInstant(ZoneId.systemDefault())
                        .toLocalDateTime())
                .orElse(time);
    }

    Instant instant() {
        return zone.map(time::toInstant)
                .orElseGet(() -> time.atZone(ZoneId.systemDefault()).toInstant());
    }

    /** As DA; empty where the day is not known. */
    String date() {
        return digits < 8 ? "" : "%04d%02d%02d".formatted(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
    }

    /** As DT, to the precision it was told with. */
    String dateTime() {
        String all = date().isEmpty()
                ? "%04d%02d".formatted(time.getYear(), time.getMonthValue())
                : date() + "%02d%02d%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        return all.substring(0, Math.min(digits, all.length()));
    }
}
