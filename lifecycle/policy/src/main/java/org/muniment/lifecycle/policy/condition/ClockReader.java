package org.muniment.lifecycle.policy.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.lifecycle.policy.facts.ClockReading;
import org.muniment.lifecycle.policy.facts.CodePattern;
import org.muniment.lifecycle.policy.facts.StudyClock;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** Reads {@code clock:} and {@code codes:}. */
public final class ClockReader {

    private ClockReader() {}

    public static ClockReading read(YamlMap keys) {
        return new ClockReading(clock(keys.requiredText("clock")), codes(keys, "codes"));
    }

    static Set<CodePattern> codes(YamlMap keys, String key) {
        return keys.texts(key).stream().map(CodePattern::of).collect(Collectors.toUnmodifiableSet());
    }

    private static StudyClock clock(String word) {
        List<String> words =
                Arrays.stream(StudyClock.values()).map(StudyClock::key).toList();
        int i = words.indexOf(word);
        if (i < 0) throw new IllegalArgumentException("clock is '" + word + "', not one of " + words);
        return StudyClock.values()[i];
    }
}
