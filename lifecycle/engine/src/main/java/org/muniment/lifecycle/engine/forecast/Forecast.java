package org.muniment.lifecycle.engine.forecast;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * How full the tiers will be, and how much will be destroyed.
 *
 * @param from the first day
 * @param studies how many there are
 * @param sampled of how many the figures were made; those are multiplied up to all
 * @param assumptions what it takes for granted, for people
 */
public record Forecast(LocalDate from, long studies, int sampled, List<String> assumptions, List<Month> months) {

    /**
     * @param bytes by tier, all copies, on the month's last day
     * @param studies that exist on that day
     * @param destroyed how many fall due in it
     * @param destroyedBytes what they take, each counted once
     */
    public record Month(YearMonth month, Map<String, Long> bytes, long studies, long destroyed, long destroyedBytes) {}

    public Forecast {
        assumptions = List.copyOf(assumptions);
        months = List.copyOf(months);
    }
}
