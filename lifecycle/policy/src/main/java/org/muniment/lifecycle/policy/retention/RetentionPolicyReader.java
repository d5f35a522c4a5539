package org.muniment.lifecycle.policy.retention;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.muniment.lifecycle.policy.condition.Condition;
import org.muniment.lifecycle.policy.condition.ConditionReader;
import org.muniment.lifecycle.policy.facts.FactsReader;
import org.muniment.lifecycle.policy.version.PolicyException;
import org.muniment.lifecycle.policy.yaml.PolicyFile;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** Reads retention policies from {@code config/policies/retention}; unknown keys, and examples that don't come out as they say, stop it. */
public final class RetentionPolicyReader {

    private static final Set<String> KEYS =
            Set.of("name", "version", "mandate", "citation", "appliesTo", "rules", "examples");
    private static final Condition ALWAYS = new Condition.All(List.of());

    private RetentionPolicyReader() {}

    /** @throws PolicyException that names the file and the key */
    public static RetentionPolicy read(Path file) {
        return PolicyFile.read(file, RetentionPolicyReader::read);
    }

    /** @throws PolicyException that names the first file that is wrong, and the key */
    public static List<RetentionPolicy> readAll(Path directory) {
        return PolicyFile.readAll(directory, RetentionPolicyReader::read);
    }

    static RetentionPolicy read(PolicyFile file) {
        YamlMap keys = file.keys();
        keys.requireOnly(KEYS);
        List<RetentionRule> rules =
                keys.maps("rules").stream().map(RetentionPolicyReader::rule).toList();
        if (rules.isEmpty()) throw new IllegalArgumentException("rules is missing");
        RetentionPolicy policy = new RetentionPolicy(
                file.version(),
                keys.requiredText("mandate"),
                keys.requiredText("citation"),
                ConditionReader.readLasting(keys.map("appliesTo")),
                rules);
        keys.maps("examples").stream().map(RetentionPolicyReader::example).forEach(example -> example.check(policy));
        return policy;
    }

    private static RetentionRule rule(YamlMap keys) {
        keys.requireOnly(Set.of("name", "when", "keepUntil"));
        return new RetentionRule(
                keys.requiredText("name"),
                keys.has("when") ? ConditionReader.readLasting(keys.map("when")) : ALWAYS,
                ExpressionReader.read(keys.map("keepUntil")));
    }

    private static RetentionExample example(YamlMap keys) {
        keys.requireOnly(Set.of("name", "facts", "today", "rule", "keepUntil"));
        return new RetentionExample(
                keys.requiredText("name"),
                FactsReader.read(keys.map("facts")),
                keys.date("today"),
                keys.requiredText("rule"),
                keys.requiredText("keepUntil"));
    }
}
