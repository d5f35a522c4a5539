package org.muniment.archive.patient;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * What the archive knows of the patient behind an identifier. Texts are empty where nothing is known.
 *
 * @param otherIdentifiers those the same person has elsewhere, as told last
 * @param name as PN, all component groups
 * @param birthDate as DA
 * @param sex as CS: M, F, O
 * @param deathDate as DA or DT, to the precision it was told with; may be empty though the patient is known to be dead
 * @param registered whether a registration system told this; else it is what the first study with the identifier said
 * @param mergedInto the living patient, where this identifier is subsumed under another
 * @param updatedAt when what is said here was stated, cut to milliseconds
 */
public record Patient(
        PatientIdentifier identifier,
        Set<PatientIdentifier> otherIdentifiers,
        String name,
        String birthDate,
        String sex,
        boolean deceased,
        String deathDate,
        boolean registered,
        Optional<PatientIdentifier> mergedInto,
        Instant updatedAt) {

    public Patient {
        Objects.requireNonNull(identifier);
        otherIdentifiers = Set.copyOf(otherIdentifiers);
        Objects.requireNonNull(name);
        Objects.requireNonNull(birthDate);
        Objects.requireNonNull(sex);
        Objects.requireNonNull(deathDate);
        Objects.requireNonNull(mergedInto);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Of whom nothing but an identifier is known. */
    public static Patient unknown(PatientIdentifier identifier) {
        return new Patient(identifier, Set.of(), "", "", "", false, "", false, Optional.empty(), Instant.EPOCH);
    }

    /** As a study tells it. */
    public static Patient of(PatientIdentifier identifier, Attributes study, Instant at) {
        return new Patient(
                identifier,
                Set.of(),
                study.getString(Tag.PatientName, ""),
                study.getString(Tag.PatientBirthDate, ""),
                study.getString(Tag.PatientSex, ""),
                false,
                "",
                false,
                Optional.empty(),
                at);
    }

    public boolean isLiving() {
        return mergedInto.isEmpty();
    }

    /** Whether anything is known but identifiers. */
    public boolean isDescribed() {
        return registered || !name.isEmpty();
    }

    /**
     * The same person by another identifier. Not as if it had been told of that itself: it is to be of no effect on studies that come under it,
     * should the change be taken back.
     */
    public Patient renamed(PatientIdentifier to) {
        return new Patient(
                to, otherIdentifiers, name, birthDate, sex, deceased, deathDate, false, Optional.empty(), updatedAt);
    }

    public Patient withMergedInto(Optional<PatientIdentifier> living) {
        return new Patient(
                identifier, otherIdentifiers, name, birthDate, sex, deceased, deathDate, registered, living, updatedAt);
    }

    /** Nothing of it: it is patient data. */
    @Override
    public String toString() {
        return "Patient";
    }
}
