package org.muniment.core.coerce;

import java.util.List;

/**
 * One attribute that a rule changed.
 *
 * @param rule the rule's name
 * @param attribute its path as the rule gives it
 * @param before what it said; empty where it was absent or had no value
 * @param after what it says now; empty where it was removed
 */
public record Change(String rule, String attribute, List<String> before, List<String> after) {
    public Change {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Which rule and attribute; values are patient data. */
    @Override
    public String toString() {
        return rule + ": " + attribute;
    }
}
