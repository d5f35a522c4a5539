package org.muniment.core.reject;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.retrieve.RetrieveKeys;

/**
 * What of one study is to be rejected.
 *
 * @param series where empty, all; where instances are named, those they are in
 * @param instances where empty, all
 */
public record RejectionTarget(StudyInstanceUid study, List<SeriesInstanceUid> series, List<SopInstanceUid> instances) {

    public RejectionTarget {
        Objects.requireNonNull(study);
        series = series.stream().distinct().toList();
        instances = instances.stream().distinct().toList();
    }

    RetrieveKeys keys() {
        QueryLevel level =
                !instances.isEmpty() ? QueryLevel.IMAGE : !series.isEmpty() ? QueryLevel.SERIES : QueryLevel.STUDY;
        return new RetrieveKeys(level, Optional.empty(), List.of(study), series, instances);
    }
}
