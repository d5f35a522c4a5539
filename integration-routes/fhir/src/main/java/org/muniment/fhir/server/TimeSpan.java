package org.muniment.fhir.server;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;

/**
 * The time a search parameter of type date asks for (FHIR R4 3.1.1.4.7).
 *
 * @param from included; null where it is open
 * @param until excluded; null where it is open
 * @param ofDays whether both bounds are given as days, months or years, which are those of {@code zone}
 */
record TimeSpan(Instant from, Instant until, boolean ofDays) {

    static TimeSpan of(DateRangeParam range, ZoneId zone) {
        DateParam lower = range.getLowerBound();
        DateParam upper = range.getUpperBound();
        Instant from = lower == null ? null : isAfter(lower) ? end(lower, zone) : begin(lower, zone);
        Instant until = upper == null ? null : isBefore(upper) ? begin(upper, zone) : end(upper, zone);
        return new TimeSpan(from, until, isDays(lower) && isDays(upper));
    }

    LocalDate firstDay(ZoneId zone) {
        return from == null ? null : LocalDate.ofInstant(from, zone);
    }

    LocalDate lastDay(ZoneId zone) {
        return until == null ? null : LocalDate.ofInstant(until.minusNanos(1), zone);
    }

    boolean isEmpty() {
        return from != null && until != null && !from.isBefore(until);
    }

    /** Whether something from {@code begin} until before {@code end} has a moment in it. */
    boolean overlaps(Instant begin, Instant end) {
        return (from == null || end.isAfter(from)) && (until == null || begin.isBefore(until));
    }

    private static boolean isAfter(DateParam bound) {
        return bound.getPrefix() == ParamPrefixEnum.GREATERTHAN || bound.getPrefix() == ParamPrefixEnum.STARTS_AFTER;
    }

    private static boolean isBefore(DateParam bound) {
        return bound.getPrefix() == ParamPrefixEnum.LESSTHAN || bound.getPrefix() == ParamPrefixEnum.ENDS_BEFORE;
    }

    private static boolean isDays(DateParam bound) {
        return bound == null || bound.getPrecision().compareTo(TemporalPrecisionEnum.DAY) <= 0;
    }

    private static Instant begin(DateParam bound, ZoneId zone) {
        return isDays(bound)
                ? firstDay(bound).atStartOfDay(zone).toInstant()
                : bound.getValue().toInstant();
    }

    private static Instant end(DateParam bound, ZoneId zone) {
        return switch (bound.getPrecision()) {
            case YEAR -> firstDay(bound)
                    .plus(Period.ofYears(1))
                    .atStartOfDay(zone)
                    .toInstant();
            case MONTH -> firstDay(bound)
                    .plus(Period.ofMonths(1))
                    .atStartOfDay(zone)
                    .toInstant();
            case DAY -> firstDay(bound)
                    .plus(Period.ofDays(1))
                    .atStartOfDay(zone)
                    .toInstant();
            case MINUTE -> begin(bound, zone).plus(Duration.ofMinutes(1));
            case SECOND -> begin(bound, zone).plus(Duration.ofSeconds(1));
            case MILLI -> begin(bound, zone).plus(Duration.ofMillis(1));
        };
    }

    /** Of the day, month or year. */
    private static LocalDate firstDay(DateParam bound) {
        String text = bound.getValueAsString();
        return LocalDate.parse(text + "-01-01".substring(Math.min(6, text.length() - 4)));
    }
}
