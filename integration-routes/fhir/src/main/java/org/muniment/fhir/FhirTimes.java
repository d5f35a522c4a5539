package org.muniment.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** Dates and times of DICOM as FHIR writes them; what is no valid date becomes none. */
public final class FhirTimes {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

    private FhirTimes() {}

    /** A DA value as date. */
    public static Optional<String> date(String da) {
        return localDate(da).map(LocalDate::toString);
    }

    /** The day of a DT value, or its month or year, where it says no more. */
    public static Optional<String> day(String dt) {
        return switch (dt.strip().length()) {
            case 0, 1, 2, 3 -> Optional.empty();
            case 4 -> date(dt.strip() + "0101").map(day -> day.substring(0, 4));
            case 6 -> date(dt.strip() + "01").map(day -> day.substring(0, 7));
            default -> date(dt.strip().substring(0, Math.min(8, dt.strip().length())));
        };
    }

    /**
     * A DA and a TM value as dateTime: the date alone where there is no valid time, as FHIR knows no hour without minutes.
     *
     * @param zone in which the times of a data set are meant that does not say it by Timezone Offset From UTC
     */
    public static Optional<String> dateTime(Attributes attributes, int dateTag, int timeTag, ZoneId zone) {
        Optional<LocalDate> date = localDate(attributes.getString(dateTag, ""));
        Optional<LocalTime> time = localTime(attributes.getString(timeTag, ""));
        if (date.isEmpty() || time.isEmpty()) return date.map(LocalDate::toString);
        LocalDateTime local = date.get().atTime(time.get());
        return Optional.of(INSTANT.format(atOffset(local, attributes.getString(Tag.TimezoneOffsetFromUTC, ""), zone)));
    }

    public static String dateTime(LocalDateTime local, ZoneId zone) {
        return INSTANT.format(local.atZone(zone));
    }

    /** In UTC, its fraction of a second left out. */
    public static String dateTime(Instant at) {
        return INSTANT.format(at.atOffset(ZoneOffset.UTC));
    }

    private static OffsetDateTime atOffset(LocalDateTime local, String offset, ZoneId zone) {
        try {
            if (!offset.isBlank()) return local.atOffset(ZoneOffset.of(offset.strip()));
        } catch (DateTimeException e) {
            // as if it were not there
        }
        return local.atZone(zone).toOffsetDateTime();
    }

    private static Optional<LocalDate> localDate(String da) {
        try {
            LocalDate date = LocalDate.parse(da.strip(), DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(date).filter(d -> d.getYear() > 0 && d.getYear() < 10_000);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Seconds where minutes are given at least; their fraction does not matter to anybody here. */
    private static Optional<LocalTime> localTime(String tm) {
        String digits = tm.strip().replaceFirst("\\..*", "");
        if (!digits.matches("[0-9]{4}([0-9]{2})?")) return Optional.empty();
        int second = digits.length() == 6 ? Math.min(59, Integer.parseInt(digits.substring(4))) : 0;
        try {
            return Optional.of(LocalTime.of(
                    Integer.parseInt(digits.substring(0, 2)), Integer.parseInt(digits.substring(2, 4)), second));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
