package org.muniment.archive.id;

import java.util.Objects;

/** A series with the study it belongs to. */
public record SeriesId(StudyInstanceUid study, SeriesInstanceUid series) {

    public SeriesId {
        Objects.requireNonNull(study);
        Objects.requireNonNull(series);
    }
}
