package org.muniment.archive.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;

/**
 * What a study said of its patient when it came, kept because its row says something else now.
 *
 * @param arrived the patient's attributes as they came, in UTF-8
 * @param assignments whose a person decided the study is; the last one counts
 */
public record StudyPatient(StudyInstanceUid study, Attributes arrived, List<Assignment> assignments) {

    public record Assignment(ReconciliationId by, PatientIdentifier patient) {}

    public StudyPatient {
        Objects.requireNonNull(study);
        Objects.requireNonNull(arrived);
        assignments = List.copyOf(assignments);
    }

    public static StudyPatient arrived(StudyInstanceUid study, Attributes patient) {
        return new StudyPatient(study, patient, List.of());
    }

    public boolean isAssigned() {
        return !assignments.isEmpty();
    }

    /** Whose the study is, before merges are followed; empty where it names nobody. */
    public Optional<PatientIdentifier> claimed() {
        return isAssigned()
                ? Optional.of(assignments.get(assignments.size() - 1).patient())
                : PatientIdentifier.of(arrived);
    }

    public StudyPatient withArrived(Attributes patient) {
        return new StudyPatient(study, patient, assignments);
    }

    public StudyPatient assigned(Assignment assignment) {
        if (assignments.contains(assignment)) return this;
        List<Assignment> all = new ArrayList<>(assignments);
        all.add(assignment);
        return new StudyPatient(study, arrived, all);
    }

    public StudyPatient unassigned(ReconciliationId by) {
        return new StudyPatient(
                study,
                arrived,
                assignments.stream().filter(a -> !a.by().equals(by)).toList());
    }
}
