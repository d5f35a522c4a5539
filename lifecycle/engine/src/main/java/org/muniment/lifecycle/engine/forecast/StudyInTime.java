package org.muniment.lifecycle.engine.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.muniment.lifecycle.policy.facts.CareFacts;
import org.muniment.lifecycle.policy.facts.CodedEvent;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.PatientFacts;
import org.muniment.lifecycle.policy.facts.StorageFacts;
import org.muniment.lifecycle.policy.facts.StudyDates;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;

/** A study as it will be, its copies where they will be; and one like it that comes years later. */
final class StudyInTime {

    private StudyInTime() {}

    static StudyFacts placed(StudyFacts facts, Map<String, Integer> copies, Map<String, TierState> tiers) {
        List<Copy> there = new ArrayList<>();
        copies.forEach((tier, count) -> {
            boolean online = !tiers.containsKey(tier) || tiers.get(tier).online();
            for (int i = 1; i <= count; i++) there.add(new Copy(tier + "/" + i, tier, true, online, true));
        });
        StorageFacts storage =
                new StorageFacts(facts.storage().size(), facts.storage().revision(), there);
        return new StudyFacts(facts.study(), facts.origin(), facts.patient(), facts.care(), facts.dates(), storage);
    }

    /** All that happened happens again so many years later, to another patient. */
    static StudyFacts later(StudyFacts facts, int years) {
        CareFacts care = facts.care();
        StudyDates dates = facts.dates();
        return new StudyFacts(
                facts.study(),
                facts.origin(),
                new PatientFacts(
                        facts.patient().identifiers(),
                        facts.patient().filedUnder(),
                        later(facts.patient().birth(), years),
                        later(facts.patient().death(), years)),
                new CareFacts(
                        later(care.lastSeen(), years),
                        later(care.lastExamOfKind(), years),
                        later(care.lastTreatment(), years),
                        later(care.discharge(), years),
                        laterEvents(care.diagnoses(), years),
                        laterEvents(care.procedures(), years)),
                new StudyDates(
                        later(dates.study(), years),
                        later(dates.received(), years),
                        later(dates.lastViewed(), years),
                        later(dates.lastChange(), years),
                        later(dates.lastInEffect(), years)),
                facts.storage());
    }

    private static Fact<LocalDate> later(Fact<LocalDate> date, int years) {
        return date.then(day -> Fact.of(day.plusYears(years)));
    }

    private static Fact<List<CodedEvent>> laterEvents(Fact<List<CodedEvent>> events, int years) {
        return events.then(all -> Fact.of(all.stream()
                .map(event -> new CodedEvent(
                        event.system(), event.code(), event.date().plusYears(years)))
                .toList()));
    }
}
