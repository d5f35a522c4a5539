package org.muniment.fhir.server;

import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.patient.PatientSearch;
import org.muniment.core.patient.PatientService;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.PatientLogicalId;

/** Whom a search means: the living patients behind logical ids and identifiers, also those they had before. */
public final class PatientLookup {

    /** An id that many issuers gave is told apart by its system. */
    private static final int MOST = 50;

    private final PatientService patients;
    private final PatientDirectory directory;
    private final IdentifierSystems systems;

    public PatientLookup(PatientService patients, PatientDirectory directory, IdentifierSystems systems) {
        this.patients = patients;
        this.directory = directory;
        this.systems = systems;
    }

    PatientService patients() {
        return patients;
    }

    PatientIdentifier living(PatientIdentifier any) {
        return directory.living(any).identifier();
    }

    /** Of a parameter {@code patient=Patient/…} or {@code patient.identifier=…|…}. */
    Set<PatientIdentifier> referredTo(ReferenceParam reference) {
        if ("identifier".equals(reference.getChain())) {
            TokenParam token = new TokenParam();
            token.setValueAsQueryToken(null, "identifier", null, reference.getValue());
            return identified(token).stream().map(Patient::identifier).collect(Collectors.toSet());
        }
        if (reference.hasResourceType() && !"Patient".equals(reference.getResourceType()))
            throw new InvalidRequestException("patient: is not a reference to a Patient");
        return PatientLogicalId.identifier(reference.getIdPart()).map(this::living).stream()
                .collect(Collectors.toSet());
    }

    /** Living patients with this identifier; of whatever issuer where the token says no system. */
    List<Patient> identified(TokenParam token) {
        String id = SearchValue.literal("identifier", token.getValue());
        try (Stream<Patient> found = patients.search(new PatientSearch(id, "", ""))) {
            return found.limit(MOST)
                    .filter(patient -> token.getSystem() == null || isKnown(patient, id, token.getSystem()))
                    .toList();
        }
    }

    private boolean isKnown(Patient patient, String id, String system) {
        return Stream.concat(patient.otherIdentifiers().stream(), directory.identifiers(patient.identifier()).stream())
                .filter(identifier -> identifier.id().equals(id))
                .anyMatch(
                        identifier -> systems.of(identifier.issuer()).orElse("").equals(system));
    }

    Optional<Patient> read(String logicalId) {
        return PatientLogicalId.identifier(logicalId).flatMap(patients::find);
    }
}
