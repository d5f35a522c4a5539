package org.muniment.archive.id;

import java.util.Objects;

/** An instance with its place in the hierarchy of PS3.3 A.1.2. */
public record InstanceId(StudyInstanceUid study, SeriesInstanceUid series, SopInstanceUid instance) {

    public InstanceId {
        Objects.requireNonNull(study);
        Objects.requireNonNull(series);
        Objects.requireNonNull(instance);
    }

    public SeriesId seriesId() {
        return new SeriesId(study, series);
    }
}
