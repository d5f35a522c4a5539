package org.muniment.archive.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;

/**
 * A modality performed procedure step (PS3.3 C.4.13 to C.4.16, PS3.4 F.7): what a modality says it did.
 *
 * @param attributes all it was told, text in UTF-8
 * @param studies those it was done for, by its Scheduled Step Attributes Sequence
 * @param source AE title of the modality
 */
public record PerformedStep(
        SopInstanceUid uid,
        Status status,
        Attributes attributes,
        Set<StudyInstanceUid> studies,
        String source,
        Instant createdAt,
        Instant updatedAt) {

    /** Performed Procedure Step Status (0040,0252). */
    public enum Status {
        IN_PROGRESS("IN PROGRESS"),
        COMPLETED("COMPLETED"),
        DISCONTINUED("DISCONTINUED");

        private final String value;

        Status(String value) {
            this.value = value;
        }

        /** As the attribute has it. */
        public String value() {
            return value;
        }

        public boolean isFinal() {
            return this != IN_PROGRESS;
        }
    }

    public PerformedStep {
        Objects.requireNonNull(uid);
        Objects.requireNonNull(status);
        Objects.requireNonNull(attributes);
        studies = Set.copyOf(studies);
        Objects.requireNonNull(source);
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
