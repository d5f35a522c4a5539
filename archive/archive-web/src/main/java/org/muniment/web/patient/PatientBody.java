package org.muniment.web.patient;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * A patient as the API tells it.
 *
 * @param identifiers all that lead to the patient
 * @param mergedInto who lives on in the patient's place
 * @param history all that was said of the identifier, the latest first; only where one patient is shown
 * @param studies Study Instance UIDs; only where one patient is shown
 * @param workItems those that name the identifier; only where one patient is shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PatientBody(
        IdentifierBody identifier,
        List<IdentifierBody> identifiers,
        String name,
        String birthDate,
        String sex,
        boolean deceased,
        String deathDate,
        boolean registered,
        IdentifierBody mergedInto,
        Instant updatedAt,
        List<ReconciliationBody> history,
        List<String> studies,
        List<WorkItemBody> workItems) {

    static PatientBody of(Patient patient, Collection<PatientIdentifier> identifiers) {
        return new PatientBody(
                IdentifierBody.of(patient.identifier()),
                identifiers.stream().sorted().map(IdentifierBody::of).toList(),
                patient.name(),
                patient.birthDate(),
                patient.sex(),
                patient.deceased(),
                patient.deathDate(),
                patient.registered(),
                patient.mergedInto().map(IdentifierBody::of).orElse(null),
                patient.updatedAt().equals(Instant.EPOCH) ? null : patient.updatedAt(),
                null,
                null,
                null);
    }

    PatientBody with(List<ReconciliationBody> said, List<String> uids, List<WorkItemBody> items) {
        return new PatientBody(
                identifier,
                identifiers,
                name,
                birthDate,
                sex,
                deceased,
                deathDate,
                registered,
                mergedInto,
                updatedAt,
                said,
                uids,
                items);
    }
}
