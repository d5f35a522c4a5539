package org.muniment.lifecycle.engine.forecast;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muniment.lifecycle.engine.forecast.Forecast.Month;

/** What there is at each month's end, summed up from intervals: what it takes depends on the months, not on how much is added. */
final class MonthlySums {

    private final YearMonth first;
    private final int months;
    /** By tier, how much more there is at the end of a month than at that of the month before. */
    private final Map<String, double[]> rise = new TreeMap<>();

    private final double[] studies;
    private final double[] destroyed;
    private final double[] destroyedBytes;

    MonthlySums(LocalDate from, int months) {
        this.first = YearMonth.from(from);
        this.months = months;
        studies = new double[months + 1];
        destroyed = new double[months + 1];
        destroyedBytes = new double[months + 1];
    }

    /** The day after the last month. */
    LocalDate end() {
        return first.plusMonths(months).atDay(1);
    }

    private int index(LocalDate day) {
        return (int) ChronoUnit.MONTHS.between(first, YearMonth.from(day));
    }

    /** @param until not included */
    void exists(LocalDate from, LocalDate until, Map<String, Integer> copies, long size) {
        copies.forEach((tier, count) ->
                add(rise.computeIfAbsent(tier, name -> new double[months + 1]), from, until, (double) count * size));
        add(studies, from, until, 1);
    }

    private void add(double[] to, LocalDate from, LocalDate until, double amount) {
        to[index(from)] += amount;
        to[index(until)] -= amount;
    }

    void destroyed(LocalDate on, long size) {
        destroyed[index(on)]++;
        destroyedBytes[index(on)] += size;
    }

    /** @param times what each figure is multiplied by */
    List<Month> months(double times) {
        List<Month> result = new ArrayList<>();
        Map<String, Double> bytes = new TreeMap<>();
        double present = 0;
        for (int i = 0; i < months; i++) {
            Map<String, Long> rounded = new TreeMap<>();
            for (Map.Entry<String, double[]> tier : rise.entrySet())
                rounded.put(
                        tier.getKey(), Math.round(times * bytes.merge(tier.getKey(), tier.getValue()[i], Double::sum)));
            present += studies[i];
            result.add(new Month(
                    first.plusMonths(i),
                    rounded,
                    Math.round(times * present),
                    Math.round(times * destroyed[i]),
                    Math.round(times * destroyedBytes[i])));
        }
        return result;
    }
}
