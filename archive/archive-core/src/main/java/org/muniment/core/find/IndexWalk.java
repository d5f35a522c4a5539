package org.muniment.core.find;

import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** Finds by going down from studies to series to instances, as deep as the query's level, and no further where a row does not match. */
final class IndexWalk implements FindResults {

    private final Query query;
    private final Candidates candidates;
    private final ResponseIdentifier response;
    private final RelatedCounts counts;
    private final Set<Patient> patients = new HashSet<>();
    private final Rows<StudyRecord> studies;
    private Rows<SeriesRecord> series = new Rows<>(List.of());
    private Rows<InstanceRecord> instances = new Rows<>(List.of());
    private StudyRecord study;
    private Attributes studyRow;
    private SeriesRecord ofSeries;
    private InstanceRecord instance;
    private long toSkip;
    private long matched;
    private long toGive;
    private Attributes next;

    IndexWalk(StudyIndex index, Query query, FindConfig config) {
        this.query = query;
        this.candidates = new Candidates(index, query, config.maxCandidates());
        this.response = new ResponseIdentifier(query, config.retrieveAeTitle());
        this.counts = new RelatedCounts(index, candidates);
        this.studies = candidates.studies();
        this.toSkip = query.offset();
        this.toGive = query.limit();
    }

    @Override
    public boolean hasNext() {
        while (next == null && toGive > 0 && advance()) {
            matched++;
            if (toSkip > 0) {
                toSkip--;
                continue;
            }
            next = answer();
            toGive--;
        }
        return next != null;
    }

    @Override
    public Attributes next() {
        if (!hasNext()) throw new NoSuchElementException();
        Attributes found = next;
        next = null;
        return found;
    }

    @Override
    public long total() {
        while (advance()) matched++;
        return matched;
    }

    @Override
    public void close() {
        instances.close();
        series.close();
        studies.close();
    }

    /** To the next entity of the query's level that matches; false at the end. */
    private boolean advance() {
        return switch (query.level()) {
            case PATIENT -> nextPatient();
            case STUDY -> nextStudy();
            case SERIES -> nextSeries();
            case IMAGE -> nextInstance();
        };
    }

    private boolean nextPatient() {
        while (nextStudy()) if (patients.add(Patient.of(study))) return true;
        return false;
    }

    private boolean nextStudy() {
        while (studies.hasNext()) {
            candidates.countStudy();
            study = studies.next();
            studyRow = withComputed(study);
            if (query.matches(QueryLevel.PATIENT, studyRow) && query.matches(QueryLevel.STUDY, studyRow)) return true;
        }
        return false;
    }

    private boolean nextSeries() {
        while (true) {
            while (series.hasNext()) {
                candidates.countContent();
                ofSeries = series.next();
                if (query.matches(QueryLevel.SERIES, ofSeries.attributes())) return true;
            }
            if (!nextStudy()) return false;
            series.close();
            series = candidates.series(study.id());
        }
    }

    private boolean nextInstance() {
        while (true) {
            while (instances.hasNext()) {
                candidates.countContent();
                instance = instances.next();
                if (query.matches(QueryLevel.IMAGE, instance.attributes())) return true;
            }
            if (!nextSeries()) return false;
            instances.close();
            instances = candidates.instances(ofSeries.id());
        }
    }

    private Attributes withComputed(StudyRecord of) {
        if (!query.mentions(Tag.ModalitiesInStudy) && !query.mentions(Tag.SOPClassesInStudy)) return of.attributes();
        Attributes row = new Attributes(of.attributes());
        row.setString(Tag.ModalitiesInStudy, VR.CS, sorted(of.modalities()));
        row.setString(Tag.SOPClassesInStudy, VR.UI, sorted(of.sopClasses()));
        return row;
    }

    private static String[] sorted(Set<String> values) {
        return values.stream().sorted().toArray(String[]::new);
    }

    private Attributes answer() {
        Attributes related = new Attributes();
        ComputedKeys.LEVELS.forEach((tag, level) -> {
            if (ComputedKeys.isMatched(tag)
                    || !query.mentions(tag)
                    || query.level().isAbove(level)) return;
            related.setString(tag, VR.IS, String.valueOf(counts.count(tag, study, ofSeries)));
        });
        return switch (query.level()) {
            case PATIENT, STUDY -> response.of(List.of(studyRow, related));
            case SERIES -> response.of(List.of(ofSeries.attributes(), studyRow, related));
            case IMAGE -> response.of(List.of(instance.attributes(), ofSeries.attributes(), studyRow, related));
        };
    }
}
