package org.muniment.lifecycle.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muniment.lifecycle.policy.condition.Condition.TextFact;
import org.muniment.lifecycle.policy.facts.ClockReading;
import org.muniment.lifecycle.policy.facts.Span;
import org.muniment.lifecycle.policy.facts.StudyClock;
import org.muniment.lifecycle.policy.yaml.Bytes;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** Reads what stands under {@code when:} or {@code appliesTo:}; all of its keys must hold. */
public final class ConditionReader {

    private final boolean momentary;

    private ConditionReader(boolean momentary) {
        this.momentary = momentary;
    }

    /** For retention and holds: what was decided stays so until facts change, so rules can't ask what day it is or how full a tier is. */
    public static Condition readLasting(YamlMap when) {
        return new ConditionReader(false).all(when);
    }

    /** For placement, which may ask that as well. */
    public static Condition readMomentary(YamlMap when) {
        return new ConditionReader(true).all(when);
    }

    private Condition all(YamlMap when) {
        if (when.keys().isEmpty()) throw new IllegalArgumentException("a condition without a key");
        List<Condition> parts = new ArrayList<>();
        for (String key : when.keys()) parts.add(read(when, key));
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition read(YamlMap when, String key) {
        for (TextFact fact : TextFact.values())
            if (fact.key().equals(key)) return new Condition.TextIs(fact, Set.copyOf(values(when, key)));
        return switch (key) {
            case "any" -> new Condition.Any(
                    when.maps(key).stream().map(this::all).toList());
            case "not" -> new Condition.Not(all(when.map(key)));
            case "imported" -> flag(when, key, new Condition.Imported());
            case "deceased" -> flag(when, key, new Condition.Deceased());
            case "laterExamOfKind" -> flag(when, key, new Condition.LaterExamOfKind());
            case "ageAt" -> ageAt(when.map(key));
            case "diagnosis" -> coded(StudyClock.DIAGNOSIS, when, key);
            case "procedure" -> coded(StudyClock.PROCEDURE, when, key);
            case "between" -> between(when.map(key));
            default -> readMomentary(when, key);
        };
    }

    private Condition readMomentary(YamlMap when, String key) {
        if (momentary && key.equals("within")) return within(when.map(key));
        if (momentary && key.equals("fill")) return fill(when.map(key));
        if (momentary && key.equals("largerThan")) return new Condition.LargerThan(Bytes.of(when.requiredText(key)));
        throw new IllegalArgumentException("unknown key " + key + " in a condition");
    }

    private static List<String> values(YamlMap when, String key) {
        List<String> values = when.texts(key);
        if (values.isEmpty()) throw new IllegalArgumentException(key + " has no value");
        return values;
    }

    private static Condition flag(YamlMap when, String key, Condition condition) {
        return when.flag(key) ? condition : new Condition.Not(condition);
    }

    private static Condition coded(StudyClock clock, YamlMap when, String key) {
        return new Condition.Coded(new ClockReading(clock, ClockReader.codes(when, key)));
    }

    private static Condition ageAt(YamlMap keys) {
        keys.requireOnly(Set.of("clock", "codes", "from", "below"));
        return new Condition.AgeAt(ClockReader.read(keys), keys.number("from", 0), keys.number("below", 200));
    }

    private static Condition between(YamlMap keys) {
        keys.requireOnly(Set.of("clock", "codes", "from", "to"));
        return new Condition.Between(ClockReader.read(keys), keys.date("from"), keys.date("to"));
    }

    private static Condition within(YamlMap keys) {
        keys.requireOnly(Set.of("clock", "codes", "last"));
        return new Condition.Within(ClockReader.read(keys), Span.of(keys.requiredText("last")));
    }

    private static Condition fill(YamlMap keys) {
        keys.requireOnly(Set.of("tier", "above"));
        return new Condition.FullerThan(keys.requiredText("tier"), keys.number("above"));
    }
}
