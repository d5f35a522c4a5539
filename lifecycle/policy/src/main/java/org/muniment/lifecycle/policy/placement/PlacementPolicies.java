package org.muniment.lifecycle.policy.placement;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.muniment.lifecycle.policy.condition.Truth;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.version.PolicyBook;

/**
 * Decides where copies of studies should be: a pure function of facts, tiers, holds, the policies in force and the day. A study nobody can decide about
 * stays where it is. As the last access is a fact like others, who opens a study moves it up again.
 */
public final class PlacementPolicies {

    private final PolicyBook<PlacementPolicy> book;

    public PlacementPolicies(PolicyBook<PlacementPolicy> book) {
        this.book = book;
    }

    public PolicyBook<PlacementPolicy> book() {
        return book;
    }

    /**
     * @param tiers by name
     * @param clock in the time zone of the study's facility
     */
    public PlacementDecision decide(
            StudyFacts facts, Map<String, TierState> tiers, Collection<Hold> holds, Clock clock) {
        return decide(facts, tiers, holds, LocalDate.now(clock));
    }

    /** @param today at the study's facility */
    public PlacementDecision decide(
            StudyFacts facts, Map<String, TierState> tiers, Collection<Hold> holds, LocalDate today) {
        Evidence evidence = new Evidence(facts, tiers, today);
        PlacementDecision decision = byFirstPolicy(facts, evidence);
        List<Hold> online =
                Hold.inForceOn(facts, holds.stream().filter(Hold::keepOnline).toList(), today);
        return online.isEmpty() ? decision : heldOnline(decision, facts, tiers, online);
    }

    /** The first by name that applies: where studies lie can't be in two minds. */
    private PlacementDecision byFirstPolicy(StudyFacts facts, Evidence evidence) {
        for (PlacementPolicy policy : book.active()) {
            Truth applies = policy.appliesTo().test(evidence);
            if (applies == Truth.TRUE) return decide(policy, facts, evidence);
            if (applies == Truth.UNKNOWN) return stay(Optional.of(policy), facts, evidence);
        }
        return stay(Optional.empty(), facts, evidence);
    }

    static PlacementDecision decide(PlacementPolicy policy, StudyFacts facts, Evidence evidence) {
        for (PlacementRule rule : policy.rules()) {
            Truth holds = rule.when().test(evidence);
            if (holds == Truth.UNKNOWN) return stay(Optional.of(policy), facts, evidence);
            if (holds == Truth.TRUE)
                return new PlacementDecision(
                        facts.study(),
                        Optional.of(policy.version()),
                        rule.name(),
                        rule.reason(),
                        rule.copies(),
                        rule.recompress(),
                        evidence.inputs(),
                        evidence.changes());
        }
        throw new IllegalStateException("policy " + policy.version() + " has no last rule");
    }

    private static PlacementDecision stay(Optional<PlacementPolicy> policy, StudyFacts facts, Evidence evidence) {
        String reason = policy.isEmpty()
                ? "no policy in force applies"
                : "depends on what is not known: " + String.join(", ", evidence.unknowns());
        return new PlacementDecision(
                facts.study(),
                policy.map(PlacementPolicy::version),
                "stay",
                reason,
                present(facts, copy -> true),
                Set.of(),
                evidence.inputs(),
                evidence.changes());
    }

    /** Where no wanted tier is online, the study keeps what online copies it has beside the wanted ones. */
    private static PlacementDecision heldOnline(
            PlacementDecision decision, StudyFacts facts, Map<String, TierState> tiers, List<Hold> holds) {
        Set<String> onlineTiers = tiers.values().stream()
                .filter(TierState::online)
                .map(TierState::name)
                .collect(Collectors.toSet());
        boolean stays = decision.copies().entrySet().stream()
                .anyMatch(wanted -> wanted.getValue() > 0 && onlineTiers.contains(wanted.getKey()));
        if (stays) return decision;
        Map<String, Integer> copies = new LinkedHashMap<>(decision.copies());
        present(facts, Copy::online).keySet().forEach(tier -> copies.merge(tier, 1, Math::max));
        return new PlacementDecision(
                decision.study(),
                decision.policy(),
                "held online",
                "hold " + holds.get(0).id() + " forbids offline tiers alone; else: " + decision.reason(),
                copies,
                decision.recompress(),
                decision.inputs(),
                decision.changes());
    }

    private static Map<String, Integer> present(StudyFacts facts, Predicate<Copy> which) {
        return facts.storage().copies().stream()
                .filter(which)
                .collect(Collectors.toMap(Copy::tier, copy -> 1, Integer::sum, TreeMap::new));
    }
}
