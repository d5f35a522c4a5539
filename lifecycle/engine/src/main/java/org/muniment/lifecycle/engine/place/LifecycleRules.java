package org.muniment.lifecycle.engine.place;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.placement.PlacementDecision;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;

/** From what is known of a study to what is to become of it, and when to ask again: a pure function, which the engine and simulations share. */
public final class LifecycleRules {

    private final PlacementPolicies placement;
    private final RetentionPolicies retention;

    public LifecycleRules(PlacementPolicies placement, RetentionPolicies retention) {
        this.placement = placement;
        this.retention = retention;
    }

    /** The rules of this moment. */
    public static LifecycleRules of(PoliciesInForce policies) {
        return new LifecycleRules(policies.placement(), policies.retention());
    }

    /**
     * @param tiers by name, as they are now
     * @param holds all in force, or all that may cover the study
     * @param today at the study's facility
     */
    public Verdict judge(StudyFacts facts, Map<String, TierState> tiers, Collection<Hold> holds, LocalDate today) {
        return judge(facts, tiers, Set.of(), holds, today);
    }

    /** @param drains of tiers that have been above their high mark, and are not back at the low one */
    Verdict judge(
            StudyFacts facts,
            Map<String, TierState> tiers,
            Set<Drains.Drain> drains,
            Collection<Hold> holds,
            LocalDate today) {
        PlacementDecision wanted = placement.decide(facts, tiers, holds, today);
        PlacementDecision placed = new Crowding(placement, tiers, drains).relieved(wanted, facts, today);
        RetentionPolicies.Outlook outlook = retention.outlook(facts, today);
        List<Hold> held = Hold.inForceOn(facts, holds, today);
        boolean due = held.isEmpty() && outlook.decision().isDue(today);
        Optional<LocalDate> changes = Stream.of(placed.changes(), outlook.changes())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        return new Verdict(placed, !placed.copies().equals(wanted.copies()), outlook.decision(), held, due, changes);
    }
}
