package org.muniment.lifecycle.engine.place;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/**
 * What a job that moves copies is to reach, in its detail.
 *
 * @param copies how many on which tier; empty where the policies say so, asked anew by each step
 * @param tiers it works at, as far as known when it was submitted
 */
public record Target(Optional<Map<String, Integer>> copies, Set<String> tiers) {

    public Target {
        copies = copies.map(TreeMap::new);
        tiers = new TreeSet<>(tiers);
    }

    /** Whatever the policies want by then. */
    public static Target byPolicy(Set<String> tiers) {
        return new Target(Optional.empty(), tiers);
    }

    /** This, whatever the policies want. */
    public static Target of(Map<String, Integer> copies) {
        return new Target(Optional.of(copies), copies.keySet());
    }

    public String toJson() {
        String names = tiers.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
        return copies.map(all -> all.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                        .collect(Collectors.joining(", ", "{\"tiers\": " + names + ", \"copies\": {", "}}")))
                .orElse("{\"tiers\": " + names + "}");
    }

    /** @throws IllegalArgumentException where it is not as {@link #toJson} writes it */
    public static Target parse(String json) {
        YamlMap keys = YamlMap.parse(json); // JSON is YAML
        keys.requireOnly(Set.of("tiers", "copies"));
        Optional<Map<String, Integer>> copies = Optional.empty();
        if (keys.has("copies")) {
            YamlMap map = keys.map("copies");
            Map<String, Integer> all = new TreeMap<>();
            map.keys().forEach(tier -> all.put(tier, map.number(tier)));
            copies = Optional.of(all);
        }
        return new Target(copies, Set.copyOf(keys.texts("tiers")));
    }
}
