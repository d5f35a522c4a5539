package org.muniment.routes.routing;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When something has to have arrived.
 *
 * @param from included; at or after {@code to} for a window over midnight, whose day is that of its beginning
 * @param to not included
 */
record ArrivalWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    static final ArrivalWindow ALWAYS = new ArrivalWindow(Set.of(DayOfWeek.values()), LocalTime.MIN, LocalTime.MIN);

    ArrivalWindow {
        days = Set.copyOf(days);
    }

    boolean holds(ZonedDateTime time) {
        LocalTime clock = time.toLocalTime();
        if (from.isBefore(to)) return isDay(time) && !clock.isBefore(from) && clock.isBefore(to);
        if (!clock.isBefore(from)) return isDay(time);
        return clock.isBefore(to) && isDay(time.minusDays(1));
    }

    private boolean isDay(ZonedDateTime time) {
        return days.contains(time.getDayOfWeek());
    }
}
