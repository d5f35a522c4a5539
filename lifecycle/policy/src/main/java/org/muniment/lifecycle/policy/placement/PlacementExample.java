package org.muniment.lifecycle.policy.placement;

import java.time.LocalDate;
import java.util.Map;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;

/** A worked example in a policy's file: its author says by which rule a study goes where. */
record PlacementExample(
        String name,
        StudyFacts facts,
        Map<String, TierState> tiers,
        LocalDate today,
        String rule,
        Map<String, Integer> copies) {

    /** @throws IllegalArgumentException where something else comes out */
    void check(PlacementPolicy policy) {
        PlacementDecision decision = PlacementPolicies.decide(policy, facts, new Evidence(facts, tiers, today));
        if (!decision.rule().equals(rule) || !decision.copies().equals(copies))
            throw new IllegalArgumentException("example '" + name + "' says " + copies + " by rule '" + rule
                    + "', but it is " + decision.copies() + " by rule '" + decision.rule() + "'");
    }
}
