package org.muniment.archive.patient;

import java.util.Objects;

/**
 * What a patient is called by: Patient ID (0010,0020) with Issuer of Patient ID (0010,0021), in HL7 a CX of PID-3. The id alone is unique
 * within its issuer's scope only (PS3.3 C.7.1.1).
 *
 * @param issuer empty where it is not known
 */
public record PatientIdentifier(String id, String issuer) {

    public PatientIdentifier {
        Objects.requireNonNull(id);
        Objects.requireNonNull(issuer);
    }
}
