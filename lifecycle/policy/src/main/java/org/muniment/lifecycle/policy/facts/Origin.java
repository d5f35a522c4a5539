package org.muniment.lifecycle.policy.facts;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a study is and where it came from.
 *
 * @param modalities Modalities in Study (0008,0061)
 * @param bodyPart Body Part Examined (0018,0015)
 * @param source the name of the source's file in {@code config/sources}
 * @param imported whether another institution made it
 */
public record Origin(
        Fact<Set<String>> modalities,
        Fact<String> bodyPart,
        Fact<String> department,
        Fact<String> source,
        Fact<String> facility,
        Fact<Boolean> imported) {

    public Origin {
        modalities = modalities.then(all -> Fact.of(Collections.unmodifiableSortedSet(new TreeSet<>(all))));
    }
}
