package org.muniment.core.retrieve;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.find.QueryRoot;
import org.muniment.dicom.Attributes;

/**
 * What to retrieve: everything below the entities named at {@code level}, narrowed by the keys of the levels above.
 *
 * @param patientId where given
 * @param studies empty where not given; so for series and instances
 */
public record RetrieveKeys(
        QueryLevel level,
        Optional<String> patientId,
        List<StudyInstanceUid> studies,
        List<SeriesInstanceUid> series,
        List<SopInstanceUid> instances) {

    public RetrieveKeys {
        Objects.requireNonNull(level);
        Objects.requireNonNull(patientId);
        studies = List.copyOf(studies);
        series = List.copyOf(series);
        instances = List.copyOf(instances);
    }

    /** Everything of a study. */
    public static RetrieveKeys ofStudy(StudyInstanceUid study) {
        return new RetrieveKeys(QueryLevel.STUDY, Optional.empty(), List.of(study), List.of(), List.of());
    }

    /**
     * The identifier of a C-MOVE or C-GET (PS3.4 C.4.2.1.4 and C.4.3.1.3).
     *
     * @param relational whether relational retrieval was negotiated: the unique keys of the levels above may then be left out
     * @throws org.muniment.archive.error.ArchiveException INVALID_QUERY where a key is missing or the standard does not allow it
     */
    public static RetrieveKeys fromIdentifier(QueryRoot root, Attributes identifier, boolean relational) {
        throw new UnsupportedOperationException("soon: " + root + identifier + relational);
    }
}
