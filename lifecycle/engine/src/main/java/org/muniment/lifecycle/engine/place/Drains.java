package org.muniment.lifecycle.engine.place;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicy;
import org.muniment.lifecycle.policy.placement.Watermark;

/**
 * Which tiers are being drained: begun above a high watermark, and gone on with until they are at the low one. Kept in memory of this process only: after a
 * restart, or on another node, draining begins again above the high mark (ADR 168). Safe for use by many threads.
 */
final class Drains {

    /** A tier that is being drained as this mark says. */
    record Drain(String tier, Watermark mark) {}

    private final Set<Drain> begun = new HashSet<>();

    /** Those under way, now that the tiers are so full. */
    synchronized Set<Drain> at(PlacementPolicies policies, Map<String, TierState> tiers) {
        Set<Drain> inForce = new HashSet<>();
        for (PlacementPolicy policy : policies.book().active())
            policy.watermarks().forEach((tier, mark) -> inForce.add(new Drain(tier, mark)));
        begun.retainAll(inForce);
        for (Drain drain : inForce) {
            TierState state = tiers.get(drain.tier());
            if (state == null || state.fillPercent() <= drain.mark().low()) begun.remove(drain);
            else if (state.fillPercent() > drain.mark().high()) begun.add(drain);
        }
        return Set.copyOf(begun);
    }
}
