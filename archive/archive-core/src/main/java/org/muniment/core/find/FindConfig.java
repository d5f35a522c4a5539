package org.muniment.core.find;

import java.util.Objects;

/**
 * How queries are answered.
 *
 * @param retrieveAeTitle the AE title to retrieve what was found from, in every answer as Retrieve AE Title (0008,0054)
 * @param maxCandidates how many rows of the index one query may look at before it is told to be narrower; at least 1
 */
public record FindConfig(String retrieveAeTitle, int maxCandidates) {

    public static final int DEFAULT_MAX_CANDIDATES = 50_000;

    public FindConfig {
        Objects.requireNonNull(retrieveAeTitle);
        if (maxCandidates < 1) throw new IllegalArgumentException("maxCandidates must be at least 1");
    }

    public FindConfig(String retrieveAeTitle) {
        this(retrieveAeTitle, DEFAULT_MAX_CANDIDATES);
    }
}
