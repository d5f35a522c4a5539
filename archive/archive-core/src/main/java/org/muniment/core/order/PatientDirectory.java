package org.muniment.core.order;

import java.util.Set;
import org.muniment.archive.patient.PatientIdentifier;

/** What orders have to know of patients. */
public interface PatientDirectory {

    /**
     * The living patient as it is now; each text empty where it is not known.
     *
     * @param name as PN, with all component groups
     * @param birthDate as DA
     * @param sex as CS
     */
    record Person(PatientIdentifier identifier, String name, String birthDate, String sex) {}

    /** Who was once called so; where nobody is known, a person of whom no more is known than this. */
    Person living(PatientIdentifier any);

    /** All identifiers that lead to the living patient, its own among them. */
    Set<PatientIdentifier> identifiers(PatientIdentifier living);
}
