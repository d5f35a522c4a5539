package org.muniment.fhir.r4;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.muniment.dicom.PersonName;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.FhirTimes;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.PatientLogicalId;

/** A patient as the archive knows it (FHIR R4 8.1). One whose identifier is subsumed under another's is inactive, and linked to that. */
public final class PatientMapping {

    /** How the scripts of a DICOM name are told apart (extension of ISO 21090). */
    private static final String REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";

    private static final List<String> SCRIPTS = List.of("ABC", "IDE", "SYL");

    private final IdentifierSystems systems;

    public PatientMapping(IdentifierSystems systems) {
        this.systems = systems;
    }

    public Patient map(org.muniment.archive.patient.Patient of) {
        Patient patient = new Patient();
        PatientLogicalId.of(of.identifier()).ifPresent(patient::setId);
        if (of.updatedAt().isAfter(Instant.EPOCH)) patient.getMeta().setLastUpdated(Date.from(of.updatedAt()));
        patient.addIdentifier(Codings.patient(of.identifier(), systems));
        of.otherIdentifiers().stream()
                .sorted()
                .filter(other -> !other.equals(of.identifier()))
                .forEach(other -> patient.addIdentifier(Codings.patient(other, systems)));
        patient.setActive(of.isLiving());
        addNames(patient, PersonName.parse(of.name()));
        gender(of.sex()).ifPresent(patient::setGender);
        FhirTimes.date(of.birthDate()).ifPresent(date -> patient.setBirthDateElement(new DateType(date)));
        if (of.deceased())
            patient.setDeceased(FhirTimes.day(of.deathDate())
                    .<org.hl7.fhir.r4.model.Type>map(DateTimeType::new)
                    .orElseGet(() -> new BooleanType(true)));
        of.mergedInto()
                .ifPresent(living ->
                        patient.addLink().setType(LinkType.REPLACEDBY).setOther(References.patient(living, systems)));
        return patient;
    }

    private static void addNames(Patient patient, PersonName name) {
        List<PersonName.Group> groups = name.groups();
        for (int i = 0; i < groups.size(); i++) {
            PersonName.Group group = groups.get(i);
            if (DicomText.name(group).isEmpty()) continue;
            HumanName human = patient.addName().setText(DicomText.name(group).get());
            DicomText.clean(group.family()).ifPresent(human::setFamily);
            DicomText.clean(group.given()).ifPresent(human::addGiven);
            DicomText.clean(group.middle()).ifPresent(human::addGiven);
            DicomText.clean(group.prefix()).ifPresent(human::addPrefix);
            DicomText.clean(group.suffix()).ifPresent(human::addSuffix);
            if (i > 0) human.addExtension(REPRESENTATION, new CodeType(SCRIPTS.get(i)));
        }
    }

    private static Optional<AdministrativeGender> gender(String sex) {
        return Optional.ofNullable(
                switch (sex) {
                    case "M" -> AdministrativeGender.MALE;
                    case "F" -> AdministrativeGender.FEMALE;
                    case "O" -> AdministrativeGender.OTHER;
                    case "" -> null;
                    default -> AdministrativeGender.UNKNOWN;
                });
    }
}
