package org.muniment.core.coerce;

import java.util.Objects;

/**
 * One rule: when, and what.
 *
 * @param name for people, in previews and logs
 * @param reason as it stands in the record of originals
 * @param keepCharacterSet a value that is not in the data set's character set is left out; else the whole data set is turned into UTF-8
 */
public record CoercionRule(String name, Condition when, Action then, Reason reason, boolean keepCharacterSet) {
    public CoercionRule {
        Objects.requireNonNull(when);
        Objects.requireNonNull(then);
        Objects.requireNonNull(reason);
        if (name.isBlank()) throw new IllegalArgumentException("a rule's name is empty");
    }
}
