package org.muniment.lifecycle.engine.facts;

import org.muniment.lifecycle.policy.facts.Fact;

/**
 * What is known of who sent a study. Unknown is what its file in {@code config/sources} does not say.
 *
 * @param name of that file
 * @param imported whether what it sends was made by another institution
 */
public record SourceFacts(Fact<String> name, Fact<String> department, Fact<String> facility, Fact<Boolean> imported) {

    /** Of whom no file is known. */
    public static final SourceFacts UNKNOWN =
            new SourceFacts(Fact.unknown(), Fact.unknown(), Fact.unknown(), Fact.unknown());
}
