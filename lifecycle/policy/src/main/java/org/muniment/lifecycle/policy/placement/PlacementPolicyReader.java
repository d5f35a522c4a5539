package org.muniment.lifecycle.policy.placement;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.muniment.lifecycle.policy.condition.Condition;
import org.muniment.lifecycle.policy.condition.ConditionReader;
import org.muniment.lifecycle.policy.facts.FactsReader;
import org.muniment.lifecycle.policy.facts.Span;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.version.PolicyException;
import org.muniment.lifecycle.policy.yaml.PolicyFile;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** Reads placement policies from {@code config/policies/placement}; unknown keys, and examples that don't come out as they say, stop it. */
public final class PlacementPolicyReader {

    private static final Set<String> KEYS =
            Set.of("name", "version", "basis", "appliesTo", "rules", "watermarks", "examples");
    private static final Condition ALWAYS = new Condition.All(List.of());

    private PlacementPolicyReader() {}

    /** @throws PolicyException that names the file and the key */
    public static PlacementPolicy read(Path file) {
        return PolicyFile.read(file, PlacementPolicyReader::read);
    }

    /** @throws PolicyException that names the first file that is wrong, and the key */
    public static List<PlacementPolicy> readAll(Path directory) {
        return PolicyFile.readAll(directory, PlacementPolicyReader::read);
    }

    static PlacementPolicy read(PolicyFile file) {
        YamlMap keys = file.keys();
        keys.requireOnly(KEYS);
        PlacementPolicy policy = new PlacementPolicy(
                file.version(),
                keys.requiredText("basis"),
                keys.has("appliesTo") ? ConditionReader.readMomentary(keys.map("appliesTo")) : ALWAYS,
                rules(keys),
                watermarks(keys));
        keys.maps("examples").stream().map(PlacementPolicyReader::example).forEach(example -> example.check(policy));
        return policy;
    }

    private static List<PlacementRule> rules(YamlMap keys) {
        List<YamlMap> rules = keys.maps("rules");
        if (rules.isEmpty() || rules.get(rules.size() - 1).has("when"))
            throw new IllegalArgumentException("the last of rules must be one without when, for all other studies");
        return rules.stream().map(PlacementPolicyReader::rule).toList();
    }

    private static PlacementRule rule(YamlMap keys) {
        keys.requireOnly(Set.of("name", "when", "copies", "recompress", "reason"));
        return new PlacementRule(
                keys.requiredText("name"),
                keys.has("when") ? ConditionReader.readMomentary(keys.map("when")) : ALWAYS,
                copies(keys.map("copies")),
                Set.copyOf(keys.texts("recompress")),
                keys.requiredText("reason"));
    }

    private static Map<String, Integer> copies(YamlMap keys) {
        Map<String, Integer> copies = new TreeMap<>();
        for (String tier : keys.keys()) {
            if (keys.number(tier) < 1) throw new IllegalArgumentException("copies on " + tier + " are less than one");
            copies.put(tier, keys.number(tier));
        }
        return copies;
    }

    private static Map<String, Watermark> watermarks(YamlMap keys) {
        Map<String, Watermark> watermarks = new TreeMap<>();
        if (!keys.has("watermarks")) return watermarks;
        YamlMap tiers = keys.map("watermarks");
        for (String tier : tiers.keys()) watermarks.put(tier, watermark(tiers.map(tier)));
        return watermarks;
    }

    private static Watermark watermark(YamlMap keys) {
        keys.requireOnly(Set.of("high", "low", "moveTo", "sparing", "first"));
        return new Watermark(
                keys.number("high"),
                keys.number("low"),
                keys.requiredText("moveTo"),
                Span.of(keys.requiredText("sparing")),
                order(keys.requiredText("first")));
    }

    private static Watermark.Order order(String word) {
        return Arrays.stream(Watermark.Order.values())
                .filter(order -> order.key().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("first is '" + word + "', not one of "
                        + Arrays.stream(Watermark.Order.values())
                                .map(Watermark.Order::key)
                                .toList()));
    }

    private static PlacementExample example(YamlMap keys) {
        keys.requireOnly(Set.of("name", "facts", "fill", "today", "rule", "copies"));
        return new PlacementExample(
                keys.requiredText("name"),
                FactsReader.read(keys.map("facts")),
                keys.has("fill") ? tiers(keys.map("fill")) : Map.of(),
                keys.date("today"),
                keys.requiredText("rule"),
                keys.has("copies") ? copies(keys.map("copies")) : Map.of());
    }

    private static Map<String, TierState> tiers(YamlMap fill) {
        Map<String, TierState> tiers = new TreeMap<>();
        for (String tier : fill.keys()) tiers.put(tier, new TierState(tier, true, 100, fill.number(tier)));
        return tiers;
    }
}
