package org.muniment.fhir.r4;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.fhir.CodingSchemes;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.FhirTimes;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.PatientLogicalId;

/** An imaging order as ServiceRequest (FHIR R4 12.2); the logical id is the order's own. */
public final class ServiceRequestMapping {

    private final MappingContext context;

    public ServiceRequestMapping(MappingContext context) {
        this.context = context;
    }

    /** @param patient under which identifier the order's patient lives */
    public ServiceRequest map(ImagingOrder order, PatientIdentifier patient) {
        ServiceRequest request = new ServiceRequest();
        request.setId(order.id().toString());
        request.getMeta().setLastUpdated(Date.from(order.updatedAt()));
        number(order.placer(), "PLAC", "Placer Identifier").ifPresent(request::addIdentifier);
        number(order.filler(), "FILL", "Filler Identifier").ifPresent(request::addIdentifier);
        if (!order.accession().isEmpty())
            request.addIdentifier(Codings.accession(
                    order.accession().number(), order.accession().issuer(), context.systems()));
        request.addIdentifier(Codings.study(order.study().value()));
        request.setStatus(status(order.status())).setIntent(ServiceRequestIntent.ORDER);
        request.addCategory(new CodeableConcept(new Coding()
                .setSystem(CodingSchemes.SNOMED)
                .setCode("363679005")
                .setDisplay("Imaging")));
        priority(order.priority()).ifPresent(request::setPriority);
        concept(order.procedure()).ifPresent(request::setCode);
        concept(order.reason()).ifPresent(request::addReasonCode);
        Reference subject =
                new Reference().setType("Patient").setIdentifier(Codings.patient(patient, context.systems()));
        PatientLogicalId.of(patient).ifPresent(id -> subject.setReference("Patient/" + id));
        request.setSubject(subject);
        scheduled(order, context.zone()).ifPresent(start -> request.setOccurrence(new DateTimeType(start)));
        DicomText.name(order.details().requestingPhysician())
                .ifPresent(name -> request.setRequester(new Reference().setDisplay(name)));
        return request;
    }

    private Optional<Identifier> number(OrderNumber number, String type, String display) {
        if (number.isEmpty()) return Optional.empty();
        return Optional.of(Codings.identifier(number.number(), number.namespace(), context.systems())
                .setType(Codings.identifierType(type, display)));
    }

    static ServiceRequestStatus status(OrderStatus status) {
        return switch (status) {
            case SCHEDULED, IN_PROGRESS -> ServiceRequestStatus.ACTIVE;
            case ON_HOLD -> ServiceRequestStatus.ONHOLD;
            case COMPLETED -> ServiceRequestStatus.COMPLETED;
            case DISCONTINUED, CANCELLED -> ServiceRequestStatus.REVOKED;
        };
    }

    /** From the terms of Requested Procedure Priority (0040,1003). */
    private static Optional<ServiceRequestPriority> priority(String priority) {
        return Optional.ofNullable(
                switch (priority) {
                    case "STAT" -> ServiceRequestPriority.STAT;
                    case "HIGH" -> ServiceRequestPriority.URGENT;
                    case "ROUTINE", "MEDIUM", "LOW" -> ServiceRequestPriority.ROUTINE;
                    default -> null;
                });
    }

    private static Optional<CodeableConcept> concept(CodedText coded) {
        if (coded.isEmpty()) return Optional.empty();
        CodeableConcept concept = new CodeableConcept();
        DicomText.clean(coded.display()).ifPresent(concept::setText);
        if (coded.hasCode())
            concept.addCoding(Codings.coding(DicomText.code(coded.code(), coded.scheme(), coded.text())));
        return Optional.of(concept);
    }

    private static Optional<String> scheduled(ImagingOrder order, ZoneId zone) {
        return order.steps().stream()
                .map(ScheduledProcedureStep::start)
                .min(Comparator.naturalOrder())
                .map(start -> FhirTimes.dateTime(start, zone));
    }
}
