package org.muniment.archive.patient;

import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;

/**
 * Whose studies are that say something else than they did when they came. Every write is idempotent and durable on return; who writes of one
 * study takes turns. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface StudyPatients {

    /** Empty where the study's row says what it always said, and all instances with it. */
    Optional<StudyPatient> find(StudyInstanceUid study);

    /** Studies kept here that {@link StudyPatient#claimed} may lead to this identifier, or that also name it; some may not do so any more. */
    Stream<StudyInstanceUid> claiming(PatientIdentifier identifier);

    /** To be called before the row, or an instance, says something else for the first time. */
    void keep(StudyPatient patient);

    /** Replaces the attributes of a study in sight, by which it is found from now on; its series count as changed. */
    void rewrite(StudyRecord study);

    /** As {@link #rewrite}, of a study held back. */
    void rewriteHeldBack(StudyRecord study);
}
