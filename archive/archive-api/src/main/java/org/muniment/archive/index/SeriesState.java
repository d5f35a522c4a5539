package org.muniment.archive.index;

import java.util.Objects;
import java.util.Optional;

/**
 * How far a series has come.
 *
 * @param version opaque; empty where nothing was ever committed, or only by releases that did not count
 * @param metadata the object made last, perhaps of an earlier version
 */
public record SeriesState(String version, Optional<MetadataObject> metadata) {

    public SeriesState {
        Objects.requireNonNull(version);
        Objects.requireNonNull(metadata);
    }
}
