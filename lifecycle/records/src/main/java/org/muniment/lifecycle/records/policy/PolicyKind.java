package org.muniment.lifecycle.records.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Each has a directory of its own below {@code config/policies}. */
public enum PolicyKind {
    PLACEMENT,
    RETENTION;

    /** Of the directory, and in the API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PolicyKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}
