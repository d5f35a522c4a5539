package org.muniment.core;

import java.util.Objects;
import org.muniment.archive.cache.SeriesCache;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;

/** The two sides of one index, with what is derived from it and the cache of what is in it. */
public record ArchiveIndex(StudyIndex reader, StudyIndexWriter writer, DerivedIndex derived, SeriesCache cache) {

    public ArchiveIndex {
        Objects.requireNonNull(reader);
        Objects.requireNonNull(writer);
        Objects.requireNonNull(derived);
        Objects.requireNonNull(cache);
    }
}
