package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The facts as one decision sees them: it notes each fact that was asked for, and takes implausible dates for unknown ones, as who destroys by a wrong date
 * destroys too early. For one decision and one thread.
 */
public final class Evidence {

    private final StudyFacts facts;
    private final Map<String, TierState> tiers;
    private final LocalDate today;
    private final Map<String, Fact<?>> inputs = new LinkedHashMap<>();
    private LocalDate changes;

    /** @param today at the study's facility */
    public Evidence(StudyFacts facts, LocalDate today) {
        this(facts, Map.of(), today);
    }

    public Evidence(StudyFacts facts, Map<String, TierState> tiers, LocalDate today) {
        this.facts = facts;
        this.tiers = tiers;
        this.today = today;
    }

    public LocalDate today() {
        return today;
    }

    public Fact<LocalDate> date(ClockReading clock) {
        Fact<LocalDate> date = clock.clock().read(facts, clock.codes()).then(this::notInTheFuture);
        if (clock.clock() == StudyClock.DEATH) date = date.then(this::afterBirthAndStudy);
        return noted(clock.toString(), date);
    }

    public <T> Fact<T> origin(String name, Function<Origin, Fact<T>> fact) {
        return noted(name, fact.apply(facts.origin()));
    }

    public long size() {
        noted("size", Fact.of(facts.storage().size()));
        return facts.storage().size();
    }

    public Fact<Integer> fillPercent(String tier) {
        TierState state = tiers.get(tier);
        return noted("fill of " + tier, state == null ? Fact.unknown("no such tier") : Fact.of(state.fillPercent()));
    }

    /** To be told where an answer that was drawn from a date is another one from this day on. */
    public void changesOn(LocalDate day) {
        if (day.isAfter(today) && (changes == null || day.isBefore(changes))) changes = day;
    }

    /** The first day after today on which, with the same facts, an answer that was given is another one; empty where none ever is. */
    public Optional<LocalDate> changes() {
        return Optional.ofNullable(changes);
    }

    /** Each fact that was asked for, in that order, as people read it. */
    public Map<String, String> inputs() {
        Map<String, String> texts = new LinkedHashMap<>();
        inputs.forEach((name, fact) -> texts.put(name, fact.toString()));
        return texts;
    }

    /** The facts asked for that are not known, with the reasons. */
    public List<String> unknowns() {
        return inputs.entrySet().stream()
                .filter(input -> input.getValue().isUnknown())
                .map(input -> input.getKey() + " is " + input.getValue())
                .toList();
    }

    private Fact<LocalDate> notInTheFuture(LocalDate date) {
        if (!date.isAfter(today)) return Fact.of(date);
        changesOn(date);
        return Fact.unknown(date + " lies in the future");
    }

    /** Who was examined after death is a forensic case or a wrong date, and nobody but a person can tell. */
    private Fact<LocalDate> afterBirthAndStudy(LocalDate death) {
        if (isBefore(death, facts.patient().birth())) return Fact.unknown(death + " lies before the birth");
        if (isBefore(death, facts.dates().study())) return Fact.unknown(death + " lies before the study");
        return Fact.of(death);
    }

    private static boolean isBefore(LocalDate date, Fact<LocalDate> other) {
        return other.fold(date::isBefore, () -> false, why -> false);
    }

    private <T> Fact<T> noted(String name, Fact<T> fact) {
        inputs.put(name, fact);
        return fact;
    }
}
