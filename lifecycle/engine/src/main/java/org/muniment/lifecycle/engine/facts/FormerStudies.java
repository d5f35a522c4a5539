package org.muniment.lifecycle.engine.facts;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * What periods of a patient's other studies are counted from, and must not be forgotten with a study that is hidden for its destruction, or destroyed:
 * that the patient was seen, and examined.
 */
@FunctionalInterface
public interface FormerStudies {

    FormerStudies NONE = patient -> List.of();

    /** @param facility empty where it was not known */
    record Former(StudyInstanceUid study, LocalDate date, Set<String> modalities, Optional<String> facility) {
        public Former {
            modalities = Set.copyOf(modalities);
        }
    }

    /** Of whoever had one of these identifiers. */
    Collection<Former> of(Set<PatientIdentifier> patient);
}
