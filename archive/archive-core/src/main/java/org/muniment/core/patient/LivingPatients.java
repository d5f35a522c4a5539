package org.muniment.core.patient;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.order.PatientDirectory;

/** Which identifiers lead to whom, for what is kept by patient elsewhere. */
public final class LivingPatients implements PatientDirectory {

    private final Patients patients;

    public LivingPatients(Patients patients) {
        this.patients = patients;
    }

    @Override
    public Person living(PatientIdentifier any) {
        Patient living = patients.living(any);
        return new Person(living.identifier(), living.name(), living.birthDate(), living.sex());
    }

    @Override
    public Set<PatientIdentifier> identifiers(PatientIdentifier living) {
        Kinship kin = Kinship.of(List.of(living), patients.records().reconciliations());
        Lineage lineage = kin.lineage();
        return kin.identifiers().stream()
                .filter(identifier -> lineage.living(identifier).equals(living))
                .collect(Collectors.toSet());
    }
}
