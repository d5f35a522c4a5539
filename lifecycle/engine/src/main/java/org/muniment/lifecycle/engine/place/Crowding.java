package org.muniment.lifecycle.engine.place;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.muniment.lifecycle.engine.place.Drains.Drain;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.placement.PlacementDecision;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicy;
import org.muniment.lifecycle.policy.placement.Watermark;

/**
 * What a tier's watermarks change about the rules' wishes: from a tier above its high mark studies go that nobody uses, until it is at its low mark; and none
 * is brought to one that is at its low mark or fuller, or those that left would come back at once. Studies are looked at one by one, as their dates come, so
 * the mark's order among them is followed only as far as that goes.
 */
final class Crowding {

    private final PlacementPolicies policies;
    private final Map<String, TierState> tiers;
    private final Set<Drain> drains;

    /** @param drains those that were begun */
    Crowding(PlacementPolicies policies, Map<String, TierState> tiers, Set<Drain> drains) {
        this.policies = policies;
        this.tiers = tiers;
        this.drains = drains;
    }

    PlacementDecision relieved(PlacementDecision wanted, StudyFacts facts, LocalDate today) {
        PlacementDecision placed = wanted;
        for (Map.Entry<String, Watermark> mark : watermarks(wanted).entrySet())
            placed = relieved(placed, mark.getKey(), mark.getValue(), facts, today);
        return placed;
    }

    /** None for a study of which a fact is unknown that decides where it should be: it stays where it is. */
    private Map<String, Watermark> watermarks(PlacementDecision wanted) {
        if (wanted.rule().equals("stay")) return Map.of();
        return wanted.policy()
                .flatMap(version -> policies.book().find(version.name(), version.version()))
                .map(PlacementPolicy::watermarks)
                .orElse(Map.of());
    }

    private PlacementDecision relieved(
            PlacementDecision wanted, String tier, Watermark mark, StudyFacts facts, LocalDate today) {
        TierState state = tiers.get(tier);
        boolean isThere =
                facts.storage().copies().stream().anyMatch(copy -> copy.tier().equals(tier) && copy.verified());
        if (state == null || !wanted.copies().containsKey(tier)) return wanted;
        boolean isLeaving = state.fillPercent() > mark.high() || drains.contains(new Drain(tier, mark));
        boolean crowded = isThere ? isLeaving : state.fillPercent() >= mark.low();
        if (!crowded) return wanted;
        Optional<LocalDate> sparedUntil = mark.sparedUntil(facts, today);
        if (sparedUntil.isEmpty()) return wanted;
        if (sparedUntil.get().isAfter(today)) return wanted.changing(sparedUntil.get());
        return instead(wanted, tier, mark, state.fillPercent());
    }

    private static PlacementDecision instead(PlacementDecision wanted, String tier, Watermark mark, int fill) {
        Map<String, Integer> copies = new TreeMap<>(wanted.copies());
        int count = copies.remove(tier);
        copies.merge(mark.moveTo(), count, Integer::sum); // a study has no fewer copies because a tier is full
        return wanted.with(copies, tier + " is full to " + fill + " %; else: " + wanted.reason());
    }
}
