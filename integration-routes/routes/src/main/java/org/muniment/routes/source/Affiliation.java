package org.muniment.routes.source;

import java.util.Optional;
import java.util.Set;

/**
 * Where a source belongs, by which retention and placement policies choose. Empty is what is not known.
 *
 * @param imported whether another institution makes what it sends
 */
public record Affiliation(Optional<String> facility, Optional<String> department, Optional<Boolean> imported) {

    /** Of which nothing is known. */
    public static final Affiliation UNKNOWN = new Affiliation(Optional.empty(), Optional.empty(), Optional.empty());

    static Affiliation read(YamlMap keys) {
        keys.requireOnly(Set.of("facility", "department", "imported"));
        return new Affiliation(
                keys.text("facility"),
                keys.text("department"),
                keys.has("imported") ? Optional.of(keys.flag("imported")) : Optional.empty());
    }
}
