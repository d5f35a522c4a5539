package org.muniment.lifecycle.policy.facts;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which clock a rule reads. @param codes which diagnoses or procedures; empty for all other clocks */
public record ClockReading(StudyClock clock, Set<CodePattern> codes) {

    public ClockReading {
        codes = Set.copyOf(codes);
        if (clock.isCoded() == codes.isEmpty())
            throw new IllegalArgumentException(
                    clock.key() + (codes.isEmpty() ? " needs codes, to say which" : " has no codes"));
    }

    public static ClockReading of(StudyClock clock) {
        return new ClockReading(clock, Set.of());
    }

    @Override
    public String toString() {
        if (codes.isEmpty()) return clock.words();
        return clock.words() + " "
                + new TreeSet<>(codes.stream().map(CodePattern::toString).collect(Collectors.toSet()));
    }
}
