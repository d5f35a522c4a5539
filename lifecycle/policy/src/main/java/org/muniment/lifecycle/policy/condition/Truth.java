package org.muniment.lifecycle.policy.condition;

import java.util.function.Predicate;
import org.muniment.lifecycle.policy.facts.Fact;

/** Kleene's three values: what depends on an unknown fact is unknown, unless it is so either way. */
public enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static <T> Truth of(Fact<T> fact, Predicate<T> test) {
        return fact.fold(value -> of(test.test(value)), () -> FALSE, why -> UNKNOWN);
    }

    Truth negated() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
            case TRUE -> FALSE;
        };
    }
}
