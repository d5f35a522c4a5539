package org.muniment.archive.patient;

import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * Patient ID (0010,0020) in the scope of its issuer (0010,0021), the assigning authority of HL7's CX; a patient may have many.
 *
 * @param issuer empty where that is not known: not the same as any issuer that is
 */
public record PatientIdentifier(String id, String issuer) implements Comparable<PatientIdentifier> {

    public PatientIdentifier {
        if (id == null || id.isBlank())
            throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, "Patient ID is missing");
        id = id.strip();
        issuer = issuer == null ? "" : issuer.strip();
    }

    /** Empty where the data set has no Patient ID. */
    public static Optional<PatientIdentifier> of(Attributes dataSet) {
        return Optional.ofNullable(dataSet.getString(Tag.PatientID))
                .filter(id -> !id.isBlank())
                .map(id -> new PatientIdentifier(id, dataSet.getString(Tag.IssuerOfPatientID, "")));
    }

    public boolean hasIssuer() {
        return !issuer.isEmpty();
    }

    @Override
    public int compareTo(PatientIdentifier other) {
        int byIssuer = issuer.compareTo(other.issuer);
        return byIssuer != 0 ? byIssuer : id.compareTo(other.id);
    }

    /** Nothing of it: it is patient data. */
    @Override
    public String toString() {
        return "PatientIdentifier";
    }
}
