package org.muniment.lifecycle.policy.placement;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/**
 * Where the copies of a study should be, and why.
 *
 * @param policy empty where none is in force for the study
 * @param rule the rule that held; {@code stay} where an unknown fact decides, {@code held online} where a hold overrides the rule's tiers
 * @param copies how many on which tier
 * @param recompress on these tiers without loss
 * @param inputs the facts that were asked for. They are patient data
 * @param changes the first later day on which it may be another one, with the same facts and tiers
 */
public record PlacementDecision(
        StudyInstanceUid study,
        Optional<PolicyVersion> policy,
        String rule,
        String reason,
        Map<String, Integer> copies,
        Set<String> recompress,
        Map<String, String> inputs,
        Optional<LocalDate> changes) {

    public PlacementDecision {
        copies = Collections.unmodifiableSortedMap(new TreeMap<>(copies));
        recompress = Set.copyOf(recompress);
        inputs = Map.copyOf(inputs);
    }

    /** The same decision, but for where the copies should be and the reason for it. */
    public PlacementDecision with(Map<String, Integer> otherCopies, String otherReason) {
        return new PlacementDecision(study, policy, rule, otherReason, otherCopies, recompress, inputs, changes);
    }

    /** The same decision, which may be another one from this day on, if not before. */
    public PlacementDecision changing(LocalDate on) {
        LocalDate first = changes.filter(day -> day.isBefore(on)).orElse(on);
        return new PlacementDecision(study, policy, rule, reason, copies, recompress, inputs, Optional.of(first));
    }

    /** How many good copies have to be made, by tier; empty where all are there. */
    public Map<String, Integer> missing(Collection<Copy> present) {
        Map<String, Long> good = good(present);
        Map<String, Integer> missing = new TreeMap<>();
        copies.forEach((tier, wanted) -> {
            int lacking = wanted - good.getOrDefault(tier, 0L).intValue();
            if (lacking > 0) missing.put(tier, lacking);
        });
        return missing;
    }

    /** How many good copies may go once none is missing, by tier. */
    public Map<String, Integer> surplus(Collection<Copy> present) {
        Map<String, Integer> surplus = new TreeMap<>();
        good(present).forEach((tier, there) -> {
            int spare = there.intValue() - copies.getOrDefault(tier, 0);
            if (spare > 0) surplus.put(tier, spare);
        });
        return surplus;
    }

    private static Map<String, Long> good(Collection<Copy> copies) {
        return copies.stream()
                .filter(Copy::verified)
                .map(Copy::tier)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Nothing of the inputs: they are patient data. */
    @Override
    public String toString() {
        return "PlacementDecision[" + study + ", " + rule + ", " + copies + "]";
    }
}
