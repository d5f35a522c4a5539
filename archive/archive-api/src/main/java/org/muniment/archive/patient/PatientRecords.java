package org.muniment.archive.patient;

import java.util.Objects;

/** All that an index keeps about patients. */
public record PatientRecords(
        PatientIndex patients,
        StudyPatients studies,
        ReconciliationRegister reconciliations,
        WorkItemRegister workItems) {

    public PatientRecords {
        Objects.requireNonNull(patients);
        Objects.requireNonNull(studies);
        Objects.requireNonNull(reconciliations);
        Objects.requireNonNull(workItems);
    }
}
