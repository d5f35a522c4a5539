package org.muniment.core.find;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
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
    private final Availabilities availabilities;
    private final Set<Patient> patients = new HashSet<>();
    private final Rows<StudyRecord> studies;
    private final boolean countsStudies;
    private final Queue<Match> ahead = new ArrayDeque<>();
    private ArchiveException failure;
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

    /** A study that matches, and its row with what is computed. */
    private record Match(StudyRecord study, Attributes row) {}

    IndexWalk(StudyIndex index, Query query, FindConfig config, OfflineSource offline) {
        this.query = query;
        this.candidates = new Candidates(index, query, config.maxCandidates());
        this.response = new ResponseIdentifier(query, config.retrieveAeTitle());
        this.counts = new RelatedCounts(index, candidates);
        this.availabilities = new Availabilities(index, offline, config.maxCandidates());
        this.studies = candidates.studies();
        this.countsStudies = query.level() == QueryLevel.STUDY
                && (query.mentions(Tag.NumberOfStudyRelatedSeries)
                        || query.mentions(Tag.NumberOfStudyRelatedInstances));
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
        Match found = ahead.isEmpty() ? scan() : ahead.remove();
        if (found == null) return false;
        study = found.study();
        studyRow = found.row();
        return true;
    }

    private Match scan() {
        if (failure != null) throw failure;
        while (studies.hasNext()) {
            candidates.countStudy();
            StudyRecord found = studies.next();
            Attributes row = withComputed(found);
            if (query.matches(QueryLevel.PATIENT, row) && query.matches(QueryLevel.STUDY, row))
                return new Match(found, row);
        }
        return null;
    }

    /** Finds the next studies already, as far as they will be given, to count what they hold all at once. A failure waits for its turn. */
    private void countAhead() {
        List<StudyInstanceUid> counted = new ArrayList<>(List.of(study.id()));
        try {
            while (counted.size() < Math.min(toGive, StudyIndex.MOST_COUNTED)) {
                Match found = scan();
                if (found == null) break;
                ahead.add(found);
                counted.add(found.study().id());
            }
        } catch (ArchiveException e) {
            failure = e;
        }
        counts.load(counted);
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
        if (countsStudies && ahead.isEmpty() && !counts.isLoaded(study.id())) countAhead();
        Attributes related = new Attributes();
        ComputedKeys.LEVELS.forEach((tag, level) -> {
            if (ComputedKeys.isMatched(tag)
                    || !query.mentions(tag)
                    || query.level().isAbove(level)) return;
            related.setString(tag, VR.IS, String.valueOf(counts.count(tag, study, ofSeries)));
        });
        if (query.level() != QueryLevel.PATIENT && query.mentions(Tag.InstanceAvailability))
            related.setString(Tag.InstanceAvailability, VR.CS, availability());
        return switch (query.level()) {
            case PATIENT, STUDY -> response.of(List.of(studyRow, related));
            case SERIES -> response.of(List.of(ofSeries.attributes(), studyRow, related));
            case IMAGE -> response.of(List.of(instance.attributes(), ofSeries.attributes(), studyRow, related));
        };
    }

    private String availability() {
        return switch (query.level()) {
            case PATIENT -> throw new IllegalStateException("not asked for");
            case STUDY -> availabilities.of(study.id());
            case SERIES -> availabilities.of(ofSeries.id());
            case IMAGE -> availabilities.of(instance);
        };
    }
}
