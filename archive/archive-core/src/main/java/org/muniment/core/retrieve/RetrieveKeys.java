package org.muniment.core.retrieve;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.find.QueryRoot;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * What to retrieve: everything below the entities named at {@code level}, narrowed by the keys of the levels above. Keys of levels below are
 * not looked at (PS3.4 C.4.2.2.1).
 *
 * @param patientId where given; without its issuer
 * @param studies empty where not given; so for series and instances
 */
public record RetrieveKeys(
        QueryLevel level,
        Optional<String> patientId,
        List<StudyInstanceUid> studies,
        List<SeriesInstanceUid> series,
        List<SopInstanceUid> instances) {

    /** Each UID of a list is a look-up of its own. */
    private static final int MOST_UIDS = 20_000;

    public RetrieveKeys {
        Objects.requireNonNull(level);
        Objects.requireNonNull(patientId);
        studies = studies.stream().distinct().toList();
        series = series.stream().distinct().toList();
        instances = instances.stream().distinct().toList();
        boolean named =
                switch (level) {
                    case PATIENT -> patientId.isPresent();
                    case STUDY -> !studies.isEmpty();
                    case SERIES -> !series.isEmpty();
                    case IMAGE -> !instances.isEmpty();
                };
        if (!named) throw invalid("The identifier does not say which " + level + " to retrieve");
    }

    /** Everything of a study. */
    public static RetrieveKeys ofStudy(StudyInstanceUid study) {
        return new RetrieveKeys(QueryLevel.STUDY, Optional.empty(), List.of(study), List.of(), List.of());
    }

    /**
     * The identifier of a C-MOVE or C-GET (PS3.4 C.4.2.1.4 and C.4.3.1.3). A Patient ID left out beside a Study Instance UID, as many peers do
     * even in the patient root model, is let pass.
     *
     * @param relational whether relational retrieval was negotiated: the unique keys of the levels above may then be left out
     * @throws ArchiveException INVALID_QUERY where a key is missing or the standard does not allow it
     */
    public static RetrieveKeys fromIdentifier(QueryRoot root, Attributes identifier, boolean relational) {
        QueryLevel level = QueryLevel.of(identifier.getString(Tag.QueryRetrieveLevel));
        if (!root.has(level)) throw invalid("The information model has no level " + level);
        String[] patientIds = values(identifier, Tag.PatientID);
        if (patientIds.length > 1) throw invalid("Patient ID (0010,0020) has several values");
        RetrieveKeys keys = new RetrieveKeys(
                level,
                Arrays.stream(patientIds).findFirst(),
                uids(identifier, Tag.StudyInstanceUID, StudyInstanceUid::new),
                uids(identifier, Tag.SeriesInstanceUID, SeriesInstanceUid::new),
                uids(identifier, Tag.SOPInstanceUID, SopInstanceUid::new));
        if (!relational) keys.requireHierarchical();
        return keys;
    }

    private void requireHierarchical() {
        if (QueryLevel.STUDY.isAbove(level)) requireSingle(studies, "Study Instance UID (0020,000D)");
        if (QueryLevel.SERIES.isAbove(level)) requireSingle(series, "Series Instance UID (0020,000E)");
    }

    private void requireSingle(List<?> uids, String name) {
        if (uids.size() != 1)
            throw invalid(
                    name + " must have one value at level " + level + ", as relational retrieval was not negotiated");
    }

    private static <U> List<U> uids(Attributes identifier, int tag, Function<String, U> uid) {
        String[] values = values(identifier, tag);
        if (values.length > MOST_UIDS) throw invalid("more than " + MOST_UIDS + " UIDs");
        try {
            return Arrays.stream(values).map(uid).toList();
        } catch (ArchiveException e) {
            throw new ArchiveException(ErrorCode.INVALID_QUERY, e.getMessage(), e);
        }
    }

    private static String[] values(Attributes identifier, int tag) {
        return Arrays.stream(identifier.getStrings(tag))
                .filter(value -> !value.isEmpty())
                .toArray(String[]::new);
    }

    private static ArchiveException invalid(String problem) {
        return new ArchiveException(ErrorCode.INVALID_QUERY, problem);
    }
}
