package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of the calendar, written {@code 10y}, {@code 18m}, {@code 30d} or {@code 1y 6m}. Where the day it leads to does not exist the next one is meant: five
 * years after 29 February end with 1 March, as who has to keep something for five years may not drop it a day early (ADR 0131).
 */
public record Span(int years, int months, int days) {

    private static final Pattern FORM =
            Pattern.compile("(?=.)(?:(\\d{1,3})y)? ?(?:(\\d{1,4})m)? ?(?:(\\d{1,5})d)?(?<! )");

    /** @throws IllegalArgumentException where the text has another form */
    public static Span of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("'" + text + "' is not a span such as 10y, 18m or 30d");
        return new Span(number(form.group(1)), number(form.group(2)), number(form.group(3)));
    }

    public static Span ofYears(int years) {
        return new Span(years, 0, 0);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** The first day after the span, which began with the given day. */
    public LocalDate after(LocalDate begin) {
        LocalDate end = begin.plusMonths(12L * years + months);
        if (end.getDayOfMonth() < begin.getDayOfMonth()) end = end.plusDays(1);
        return end.plusDays(days);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, years, "year");
        add(parts, months, "month");
        add(parts, days, "day");
        return parts.isEmpty() ? "nothing" : String.join(" ", parts);
    }

    private static void add(List<String> parts, int count, String unit) {
        if (count > 0) parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
}
