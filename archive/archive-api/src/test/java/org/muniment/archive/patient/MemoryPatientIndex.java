package org.muniment.archive.patient;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muniment.dicom.NameKey;

/** Patients in a plain map. Streams are snapshots. */
public final class MemoryPatientIndex implements PatientIndex {

    private final Map<PatientIdentifier, Patient> patients = new TreeMap<>();

    @Override
    public synchronized Optional<Patient> find(PatientIdentifier identifier) {
        return Optional.ofNullable(patients.get(identifier));
    }

    @Override
    public synchronized Stream<Patient> byId(String id) {
        return matching(patient -> patient.identifier().id().equals(id));
    }

    @Override
    public synchronized Stream<Patient> byName(String foldedPrefix) {
        return matching(patient -> NameKey.groups(patient.name()).stream().anyMatch(n -> n.startsWith(foldedPrefix)))
                .sorted(Comparator.comparing(patient -> NameKey.of(patient.name())));
    }

    private Stream<Patient> matching(Predicate<Patient> wanted) {
        return patients.values().stream().filter(wanted).toList().stream();
    }

    @Override
    public synchronized void describe(Patient patient) {
        Optional<PatientIdentifier> living = find(patient.identifier()).flatMap(Patient::mergedInto);
        patients.put(patient.identifier(), patient.withMergedInto(living));
    }

    @Override
    public synchronized void link(Map<PatientIdentifier, PatientIdentifier> living) {
        living.forEach((identifier, as) -> patients.put(
                identifier,
                find(identifier)
                        .orElseGet(() -> Patient.unknown(identifier))
                        .withMergedInto(Optional.of(as).filter(other -> !other.equals(identifier)))));
    }
}
