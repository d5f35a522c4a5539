package org.muniment.core.find;

import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Tag;

/**
 * Counts of PS3.4 C.3.4. Each costs a look at what is counted, so they are made only when asked for, and count towards the bound of the
 * query; the last study's are kept.
 */
final class RelatedCounts {

    /** How many series a study has, and instances in them. */
    private record Content(StudyInstanceUid study, long series, long instances) {}

    private final StudyIndex index;
    private final Candidates candidates;
    private Content last;

    RelatedCounts(StudyIndex index, Candidates candidates) {
        this.index = index;
        this.candidates = candidates;
    }

    /** @param series the row the count is asked of, or null above series level */
    long count(int tag, StudyRecord study, SeriesRecord series) {
        return switch (tag) {
            case Tag.NumberOfSeriesRelatedInstances -> instances(series.id());
            case Tag.NumberOfStudyRelatedSeries -> content(study.id()).series();
            case Tag.NumberOfStudyRelatedInstances -> content(study.id()).instances();
            case Tag.NumberOfPatientRelatedStudies -> ofPatient(study, s -> 1);
            case Tag.NumberOfPatientRelatedSeries -> ofPatient(
                    study, s -> content(s.id()).series());
            case Tag.NumberOfPatientRelatedInstances -> ofPatient(
                    study, s -> content(s.id()).instances());
            default -> throw new IllegalArgumentException(Integer.toHexString(tag) + " is no count");
        };
    }

    private Content content(StudyInstanceUid study) {
        if (last != null && last.study().equals(study)) return last;
        long series = 0;
        long instances = 0;
        try (Stream<SeriesRecord> ofStudy = index.series(study)) {
            for (SeriesId id : (Iterable<SeriesId>) ofStudy.map(SeriesRecord::id)::iterator) {
                series++;
                instances += instances(id);
            }
        }
        last = new Content(study, series, instances);
        return last;
    }

    private long instances(SeriesId series) {
        candidates.countContent();
        return index.countInstances(series);
    }

    private long ofPatient(StudyRecord study, ToLongFunction<StudyRecord> each) {
        Optional<String> id = Optional.ofNullable(study.attributes().getString(Tag.PatientID));
        if (id.isEmpty()) return each.applyAsLong(study);
        Patient patient = Patient.of(study);
        try (Stream<StudyRecord> studies = index.studies(new StudyAccess.ByPatientId(id.get()))) {
            return studies.peek(s -> candidates.countStudy())
                    .filter(s -> Patient.of(s).equals(patient))
                    .mapToLong(each)
                    .sum();
        }
    }
}
