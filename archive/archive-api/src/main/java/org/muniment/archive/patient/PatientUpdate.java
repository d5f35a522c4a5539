package org.muniment.archive.patient;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a registration system tells of a patient (HL7 v2 PID). A field that is empty was not told and stays as it is; one with an empty text is
 * to be deleted, as {@code ""} asks for in HL7.
 *
 * @param identifier the one the patient is to be known by
 * @param otherIdentifiers the others the same person has; only those with an issuer lead to the patient
 * @param name as PN, all component groups
 * @param birthDate as DA
 * @param sex as CS: M, F, O
 * @param deceased PID-30
 * @param deathDate PID-29 as DA or DT, to the precision it was told with; implies {@code deceased}
 */
public record PatientUpdate(
        PatientIdentifier identifier,
        Set<PatientIdentifier> otherIdentifiers,
        Optional<String> name,
        Optional<String> birthDate,
        Optional<String> sex,
        Optional<Boolean> deceased,
        Optional<String> deathDate) {

    public PatientUpdate {
        Objects.requireNonNull(identifier);
        otherIdentifiers = Set.copyOf(otherIdentifiers);
        Objects.requireNonNull(name);
        Objects.requireNonNull(birthDate);
        Objects.requireNonNull(sex);
        Objects.requireNonNull(deceased);
        Objects.requireNonNull(deathDate);
    }

    /** The patient as told now, where {@code before} is what was known. */
    public Patient appliedTo(Patient before, Instant at) {
        String died = deathDate.orElse(before.deathDate());
        boolean told = deathDate.isPresent() && !died.isEmpty();
        boolean dead = told || deceased.orElse(before.deceased());
        return new Patient(
                identifier,
                otherIdentifiers.isEmpty() ? before.otherIdentifiers() : otherIdentifiers,
                name.orElse(before.name()),
                birthDate.orElse(before.birthDate()),
                sex.orElse(before.sex()),
                dead,
                dead ? died : "",
                true,
                before.mergedInto(),
                at);
    }

    /** Nothing of it: it is patient data. */
    @Override
    public String toString() {
        return "PatientUpdate";
    }
}
