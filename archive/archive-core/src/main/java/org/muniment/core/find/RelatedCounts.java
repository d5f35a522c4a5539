package org.muniment.core.find;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Tag;

/**
 * Counts of PS3.4 C.3.4. Each costs a look at what is counted, so they are made only when asked for, for several studies at once, and count
 * towards the bound of the query.
 */
final class RelatedCounts {

    private final StudyIndex index;
    private final Candidates candidates;
    private final Map<StudyInstanceUid, Map<SeriesId, Long>> loaded = new HashMap<>();

    RelatedCounts(StudyIndex index, Candidates candidates) {
        this.index = index;
        this.candidates = candidates;
    }

    /** Looks at what these studies hold, all at once, and forgets what others do. At most {@link StudyIndex#MOST_COUNTED}. */
    void load(Collection<StudyInstanceUid> studies) {
        loaded.clear();
        studies.forEach(study -> loaded.put(study, new HashMap<>()));
        index.countInstances(studies).forEach((series, instances) -> {
            candidates.countContent();
            loaded.get(series.study()).put(series, instances);
        });
    }

    boolean isLoaded(StudyInstanceUid study) {
        return loaded.containsKey(study);
    }

    /** @param series the row the count is asked of, or null above series level */
    long count(int tag, StudyRecord study, SeriesRecord series) {
        return switch (tag) {
            case Tag.NumberOfSeriesRelatedInstances -> content(study.id()).getOrDefault(series.id(), 0L);
            case Tag.NumberOfStudyRelatedSeries -> content(study.id()).size();
            case Tag.NumberOfStudyRelatedInstances -> instances(study.id());
            case Tag.NumberOfPatientRelatedStudies -> ofPatient(study).size();
            case Tag.NumberOfPatientRelatedSeries -> ofPatient(study).stream()
                    .mapToLong(id -> content(id).size())
                    .sum();
            case Tag.NumberOfPatientRelatedInstances -> ofPatient(study).stream()
                    .mapToLong(this::instances)
                    .sum();
            default -> throw new IllegalArgumentException(Integer.toHexString(tag) + " is no count");
        };
    }

    private long instances(StudyInstanceUid study) {
        return content(study).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<SeriesId, Long> content(StudyInstanceUid study) {
        if (!loaded.containsKey(study)) load(List.of(study));
        return loaded.get(study);
    }

    private List<StudyInstanceUid> ofPatient(StudyRecord study) {
        Optional<String> id = Optional.ofNullable(study.attributes().getString(Tag.PatientID));
        if (id.isEmpty()) return List.of(study.id());
        Patient patient = Patient.of(study);
        try (Stream<StudyRecord> studies = index.studies(new StudyAccess.ByPatientId(id.get()))) {
            return studies.peek(s -> candidates.countStudy())
                    .filter(s -> Patient.of(s).equals(patient))
                    .map(StudyRecord::id)
                    .toList();
        }
    }
}
