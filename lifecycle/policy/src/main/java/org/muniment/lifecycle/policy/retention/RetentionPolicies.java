package org.muniment.lifecycle.policy.retention;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.retention.KeepUntil.Undetermined;
import org.muniment.lifecycle.policy.version.PolicyBook;

/** Decides how long studies must be kept: a pure function of facts, policies in force and the day. */
public final class RetentionPolicies {

    private final PolicyBook<RetentionPolicy> book;

    public RetentionPolicies(PolicyBook<RetentionPolicy> book) {
        this.book = book;
    }

    public PolicyBook<RetentionPolicy> book() {
        return book;
    }

    /** @param clock in the time zone of the study's facility; it only tells which dates lie in the future and can't be true */
    public RetentionDecision decide(StudyFacts facts, Clock clock) {
        return decide(facts, LocalDate.now(clock));
    }

    /**
     * A decision and when another may follow from the same facts and policies: on the day it falls due, or when a date that lies in the future comes to be.
     *
     * @param changes empty where time alone changes nothing
     */
    public record Outlook(RetentionDecision decision, Optional<LocalDate> changes) {}

    /** Mandates add up: where several policies apply, the study is kept as long as the longest says. Where none applies it is kept. */
    public RetentionDecision decide(StudyFacts facts, LocalDate today) {
        return outlook(facts, today).decision();
    }

    /** As {@link #decide(StudyFacts, LocalDate)}. */
    public Outlook outlook(StudyFacts facts, LocalDate today) {
        List<LocalDate> changes = new ArrayList<>();
        List<PolicyOutcome> outcomes = new ArrayList<>();
        Map<String, String> inputs = new LinkedHashMap<>();
        for (RetentionPolicy policy : book.active()) {
            Evidence evidence = new Evidence(facts, today);
            policy.decide(evidence).ifPresent(outcomes::add);
            inputs.putAll(evidence.inputs());
            evidence.changes().ifPresent(changes::add);
        }
        inputs.put("revision", facts.storage().revision());
        KeepUntil until = outcomes.isEmpty()
                ? new Undetermined("no policy in force applies")
                : KeepUntil.laterOf(outcomes.stream().map(PolicyOutcome::until).toList());
        until.dueDate().filter(due -> due.isAfter(today)).ifPresent(changes::add);
        return new Outlook(
                new RetentionDecision(facts.study(), until, outcomes, inputs),
                changes.stream().min(Comparator.naturalOrder()));
    }
}
