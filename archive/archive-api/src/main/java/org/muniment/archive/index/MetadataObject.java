package org.muniment.archive.index;

import java.util.Objects;
import org.muniment.archive.object.ObjectLocation;

/**
 * The metadata of a series, made ready.
 *
 * @param location where it is
 * @param size of the object in bytes
 * @param madeOf the {@link SeriesState#version} it was made of, and by which rules: as its maker says
 */
public record MetadataObject(ObjectLocation location, long size, String madeOf) {

    public MetadataObject {
        Objects.requireNonNull(location);
        Objects.requireNonNull(madeOf);
    }
}
