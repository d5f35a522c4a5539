package org.muniment.archive.patient;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;

/**
 * What a study said of its patient when it came, kept because its row says something else now, or some of its instances do.
 *
 * @param arrived the patient's attributes as they came, in UTF-8
 * @param assignments whose a person decided the study is; the last one counts
 * @param alsoNamed other identifiers its instances came with, whomever they lead to
 */
public record StudyPatient(
        StudyInstanceUid study, Attributes arrived, List<Assignment> assignments, Set<PatientIdentifier> alsoNamed) {

    /** A study with more is a mistake, or no study. */
    private static final int MOST_NAMED = 100;

    public record Assignment(ReconciliationId by, PatientIdentifier patient) {}

    public StudyPatient {
        Objects.requireNonNull(study);
        Objects.requireNonNull(arrived);
        assignments = List.copyOf(assignments);
        alsoNamed = Set.copyOf(alsoNamed);
    }

    public static StudyPatient arrived(StudyInstanceUid study, Attributes patient) {
        return new StudyPatient(study, patient, List.of(), Set.of());
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

    /** All it was ever said to be of: as it came, as its instances came, and as people decided. */
    public Set<PatientIdentifier> named() {
        Set<PatientIdentifier> all = new HashSet<>(alsoNamed);
        PatientIdentifier.of(arrived).ifPresent(all::add);
        assignments.forEach(assignment -> all.add(assignment.patient()));
        return all;
    }

    public StudyPatient withArrived(Attributes patient) {
        return new StudyPatient(study, patient, assignments, alsoNamed);
    }

    public StudyPatient assigned(Assignment assignment) {
        if (assignments.contains(assignment)) return this;
        List<Assignment> all = new ArrayList<>(assignments);
        all.add(assignment);
        return new StudyPatient(study, arrived, all, alsoNamed);
    }

    public StudyPatient unassigned(ReconciliationId by) {
        return new StudyPatient(
                study,
                arrived,
                assignments.stream().filter(a -> !a.by().equals(by)).toList(),
                alsoNamed);
    }

    /** The same where it is named already, or too many are. */
    public StudyPatient alsoNaming(PatientIdentifier identifier) {
        if (alsoNamed.contains(identifier) || alsoNamed.size() >= MOST_NAMED) return this;
        Set<PatientIdentifier> all = new HashSet<>(alsoNamed);
        all.add(identifier);
        return new StudyPatient(study, arrived, assignments, all);
    }
}
