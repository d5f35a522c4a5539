package org.muniment.fhir.r4;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.fhir.CodingSchemes;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.IdentifierSystems;

/** The small parts of R4 resources. */
final class Codings {

    private static final String IDENTIFIER_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";

    private Codings() {}

    static Coding coding(DicomText.Code code) {
        return new Coding()
                .setSystem(code.system())
                .setCode(code.value())
                .setDisplay(code.meaning().isEmpty() ? null : code.meaning());
    }

    static CodeableConcept concept(DicomText.Code code) {
        CodeableConcept concept = new CodeableConcept(coding(code));
        if (!code.meaning().isEmpty()) concept.setText(code.meaning());
        return concept;
    }

    static Coding modality(String modality) {
        return new Coding().setSystem(CodingSchemes.systemOfModality(modality)).setCode(modality);
    }

    static Identifier study(String uid) {
        return new Identifier().setSystem(IdentifierSystems.DICOM_UID).setValue(IdentifierSystems.value(uid));
    }

    /** Type ACSN of HL7 table 0203. */
    static Optional<Identifier> accession(Attributes study, IdentifierSystems systems) {
        return DicomText.accession(study).map(accession -> accession(accession.number(), accession.issuer(), systems));
    }

    static Identifier accession(String number, String issuer, IdentifierSystems systems) {
        return identifier(number, issuer, systems).setType(identifierType("ACSN", "Accession ID"));
    }

    /** Of HL7 table 0203. */
    static CodeableConcept identifierType(String code, String display) {
        return new CodeableConcept(
                new Coding().setSystem(IDENTIFIER_TYPES).setCode(code).setDisplay(display));
    }

    static Identifier patient(PatientIdentifier identifier, IdentifierSystems systems) {
        return identifier(identifier.id(), identifier.issuer(), systems);
    }

    static Identifier identifier(String value, String issuer, IdentifierSystems systems) {
        Identifier identifier = new Identifier().setValue(value);
        systems.of(issuer).ifPresent(identifier::setSystem);
        if (!issuer.isEmpty()) identifier.setAssigner(new Reference().setDisplay(issuer));
        return identifier;
    }
}
