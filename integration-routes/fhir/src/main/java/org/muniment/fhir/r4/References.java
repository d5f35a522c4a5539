package org.muniment.fhir.r4;

import org.hl7.fhir.r4.model.Reference;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.PatientLogicalId;

/** How R4 resources of the archive refer to each other. */
final class References {

    private References() {}

    /** By logical id and by identifier; by name alone where there is neither, as a subject there must be. */
    static Reference patient(Attributes study, IdentifierSystems systems) {
        Reference reference = PatientIdentifier.of(study)
                .map(identifier -> patient(identifier, systems))
                .orElseGet(() -> new Reference().setType("Patient"));
        return reference.setDisplay(
                DicomText.name(study.getString(Tag.PatientName, "")).orElse("Patient without a name"));
    }

    static Reference patient(PatientIdentifier identifier, IdentifierSystems systems) {
        Reference reference = new Reference().setType("Patient").setIdentifier(Codings.patient(identifier, systems));
        PatientLogicalId.of(identifier).ifPresent(id -> reference.setReference("Patient/" + id));
        return reference;
    }

    /** By logical id, and by the number others know it by best. */
    static Reference order(ImagingOrder order, IdentifierSystems systems) {
        Reference reference = new Reference("ServiceRequest/" + order.id()).setType("ServiceRequest");
        return reference.setIdentifier(
                ServiceRequestMapping.numbers(order, systems).get(0));
    }

    static Reference dicomWeb() {
        return new Reference("Endpoint/" + EndpointMapping.DICOM_WEB);
    }
}
