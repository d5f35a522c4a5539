package org.muniment.fhir.r5;

import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.Coding;
import org.hl7.fhir.r5.model.Identifier;
import org.hl7.fhir.r5.model.Reference;
import org.muniment.fhir.CodingSchemes;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.IdentifierSystems;

/** The small parts of R5 resources. */
final class Codings {

    private Codings() {}

    static CodeableConcept concept(DicomText.Code code) {
        if (code.meaning().isEmpty()) return new CodeableConcept(coding(code.system(), code.value()));
        return concept(code.system(), code.value(), code.meaning()).setText(code.meaning());
    }

    static CodeableConcept concept(String system, String code, String display) {
        return new CodeableConcept(coding(system, code).setDisplay(display));
    }

    static CodeableConcept modality(String modality) {
        return new CodeableConcept(coding(CodingSchemes.systemOfModality(modality), modality));
    }

    private static Coding coding(String system, String code) {
        return new Coding().setSystem(system).setCode(code);
    }

    static Identifier accession(String number, String issuer, IdentifierSystems systems) {
        return identifier(number, issuer, systems)
                .setType(concept("http://terminology.hl7.org/CodeSystem/v2-0203", "ACSN", "Accession ID"));
    }

    static Identifier identifier(String value, String issuer, IdentifierSystems systems) {
        Identifier identifier = new Identifier().setValue(value);
        systems.of(issuer).ifPresent(identifier::setSystem);
        if (!issuer.isEmpty()) identifier.setAssigner(new Reference().setDisplay(issuer));
        return identifier;
    }
}
