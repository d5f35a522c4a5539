package org.muniment.core.order;

import java.util.Set;
import org.muniment.archive.patient.PatientIdentifier;

/** What orders have to know of patients. */
public interface PatientDirectory {

    /** The identifier of the living patient who was once called so; itself where no other is known. */
    PatientIdentifier living(PatientIdentifier any);

    /** All identifiers that lead to the living patient, its own among them. */
    Set<PatientIdentifier> identifiers(PatientIdentifier living);
}
