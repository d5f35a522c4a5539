package org.muniment.core.retrieve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Tag;

/** Turns the keys of one retrieval into look-ups in the index, each made when the one before is used up. For one thread. */
public final class InstanceFinder {

    private final StudyIndex index;
    private final RetrieveKeys keys;
    private final Map<StudyInstanceUid, Boolean> ofPatient = new HashMap<>();

    public InstanceFinder(StudyIndex index, RetrieveKeys keys) {
        this.index = index;
        this.keys = keys;
    }

    /** Found as the stream is consumed; the caller closes it. */
    public Stream<InstanceRecord> find() {
        return switch (keys.level()) {
            case PATIENT -> Chained.of(patientsStudies(), this::ofStudy);
            case STUDY -> Chained.of(keys.studies().stream().filter(this::isOfPatient), this::ofStudy);
            case SERIES -> Chained.of(keys.series().stream(), uid -> Chained.of(series(uid), index::instances));
            case IMAGE -> Chained.of(keys.instances().stream(), this::instances);
        };
    }

    private Stream<StudyInstanceUid> patientsStudies() {
        String id = keys.patientId().orElseThrow();
        return index.studies(new StudyAccess.ByPatientId(id)).map(StudyRecord::id);
    }

    private Stream<InstanceRecord> ofStudy(StudyInstanceUid study) {
        return Chained.of(index.series(study).map(series -> series.id()), index::instances);
    }

    private Stream<SeriesId> series(SeriesInstanceUid uid) {
        Stream<SeriesId> found = keys.studies().isEmpty()
                ? index.seriesByUid(uid).stream().map(series -> series.id())
                : keys.studies().stream().map(study -> new SeriesId(study, uid));
        return found.filter(series -> isOfPatient(series.study()));
    }

    private Stream<InstanceRecord> instances(SopInstanceUid uid) {
        if (keys.studies().size() == 1 && keys.series().size() == 1) {
            InstanceId id = new InstanceId(keys.studies().get(0), keys.series().get(0), uid);
            return index.instance(id).filter(instance -> isOfPatient(id.study())).stream();
        }
        return index.instancesByUid(uid).stream()
                .filter(instance -> allows(keys.studies(), instance.id().study()))
                .filter(instance -> allows(keys.series(), instance.id().series()))
                .filter(instance -> isOfPatient(instance.id().study()));
    }

    private static <U> boolean allows(List<U> wanted, U uid) {
        return wanted.isEmpty() || wanted.contains(uid);
    }

    private boolean isOfPatient(StudyInstanceUid study) {
        if (keys.patientId().isEmpty()) return true;
        return ofPatient.computeIfAbsent(study, uid -> {
            try (Stream<StudyRecord> found = index.studies(new StudyAccess.ByStudyUid(List.of(uid)))) {
                Optional<String> patientId =
                        found.findFirst().map(record -> record.attributes().getString(Tag.PatientID));
                return patientId.equals(keys.patientId());
            }
        });
    }
}
