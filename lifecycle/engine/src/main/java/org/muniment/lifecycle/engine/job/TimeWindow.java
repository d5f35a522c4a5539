package org.muniment.lifecycle.engine.job;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** Hours of the day, e.g. {@code 20:00-06:00}; the end is not part of it. From a time to the same time is the whole day. */
public record TimeWindow(LocalTime from, LocalTime to) {

    public static final TimeWindow ALWAYS = new TimeWindow(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** @throws IllegalArgumentException where it is not of that form */
    public static TimeWindow parse(String text) {
        String[] parts = text.split("-", 2);
        try {
            if (parts.length == 2) return new TimeWindow(LocalTime.parse(parts[0]), LocalTime.parse(parts[1]));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not hours of the day such as 20:00-06:00: " + text, e);
        }
        throw new IllegalArgumentException("not hours of the day such as 20:00-06:00: " + text);
    }

    public boolean contains(Instant instant, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(instant, zone);
        if (from.isBefore(to)) return !time.isBefore(from) && time.isBefore(to);
        return !time.isBefore(from) || time.isBefore(to);
    }
}
