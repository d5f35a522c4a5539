package org.muniment.archive.index;

import java.util.Objects;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;

/**
 * A study that has at least one instance, with its patient.
 *
 * @param attributes those of {@link QueryableAttributes#PATIENT} and {@link QueryableAttributes#STUDY}, in UTF-8; Issuer of
 *     Patient ID is filled from the source's default where the object has none
 * @param modalities of its series
 * @param sopClasses of its instances
 */
public record StudyRecord(StudyInstanceUid id, Attributes attributes, Set<String> modalities, Set<String> sopClasses) {

    public StudyRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(attributes);
        modalities = Set.copyOf(modalities);
        sopClasses = Set.copyOf(sopClasses);
    }
}
