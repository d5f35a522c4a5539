package org.muniment.lifecycle.policy.placement;

import java.util.List;
import java.util.Map;
import org.muniment.lifecycle.policy.condition.Condition;
import org.muniment.lifecycle.policy.version.Policy;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/**
 * Where copies of studies should be.
 *
 * @param basis what it is founded on: evidence, contracts, prices
 * @param rules the last one holds for every study, so that none is nowhere
 * @param watermarks by tier
 */
public record PlacementPolicy(
        PolicyVersion version,
        String basis,
        Condition appliesTo,
        List<PlacementRule> rules,
        Map<String, Watermark> watermarks)
        implements Policy {

    public PlacementPolicy {
        rules = List.copyOf(rules);
        watermarks = Map.copyOf(watermarks);
    }
}
