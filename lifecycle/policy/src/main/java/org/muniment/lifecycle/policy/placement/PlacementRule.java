package org.muniment.lifecycle.policy.placement;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muniment.lifecycle.policy.condition.Condition;

/**
 * Of a policy's rules the first counts whose condition holds.
 *
 * @param copies how many on which tier
 * @param recompress tiers on which copies should be recompressed without loss, where that makes them smaller
 * @param reason why, for people
 */
public record PlacementRule(
        String name, Condition when, Map<String, Integer> copies, Set<String> recompress, String reason) {

    public PlacementRule {
        copies = Collections.unmodifiableSortedMap(new TreeMap<>(copies));
        recompress = Collections.unmodifiableSortedSet(new TreeSet<>(recompress));
        if (copies.values().stream().mapToInt(Integer::intValue).sum() < 1)
            throw new IllegalArgumentException("rule '" + name + "' wants no copy at all");
        if (!copies.keySet().containsAll(recompress))
            throw new IllegalArgumentException("rule '" + name + "' recompresses on a tier it wants no copy on");
    }
}
