package org.muniment.archive.index;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.StudyPatient;
import org.muniment.archive.patient.StudyPatients;

/** What is kept of studies' patients, in a plain map. */
public final class MemoryStudyPatients implements StudyPatients {

    private final MemorySide sight;
    private final MemorySide heldBack;
    private final Map<StudyInstanceUid, StudyPatient> kept = new LinkedHashMap<>();

    MemoryStudyPatients(MemorySide sight, MemorySide heldBack) {
        this.sight = sight;
        this.heldBack = heldBack;
    }

    @Override
    public synchronized Optional<StudyPatient> find(StudyInstanceUid study) {
        return Optional.ofNullable(kept.get(study));
    }

    @Override
    public synchronized Stream<StudyInstanceUid> claiming(PatientIdentifier identifier) {
        return kept.values().stream()
                .filter(patient -> patient.claimed().filter(identifier::equals).isPresent()
                        || patient.alsoNamed().contains(identifier))
                .map(StudyPatient::study)
                .toList()
                .stream();
    }

    @Override
    public synchronized void keep(StudyPatient patient) {
        kept.put(patient.study(), patient);
    }

    synchronized void forget(StudyInstanceUid study) {
        kept.remove(study);
    }

    @Override
    public void rewrite(StudyRecord study) {
        sight.rewrite(study);
    }

    @Override
    public void rewriteHeldBack(StudyRecord study) {
        heldBack.rewrite(study);
    }
}
