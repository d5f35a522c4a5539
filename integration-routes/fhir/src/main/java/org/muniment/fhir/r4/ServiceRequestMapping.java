package org.muniment.fhir.r4;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
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
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.MappingContext;

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
        numbers(order, context.systems()).forEach(request::addIdentifier);
        request.setStatus(status(order.status())).setIntent(ServiceRequestIntent.ORDER);
        request.addCategory(new CodeableConcept(new Coding()
                .setSystem(CodingSchemes.SNOMED)
                .setCode("363679005")
                .setDisplay("Imaging")));
        priority(order.priority()).ifPresent(request::setPriority);
        concept(order.procedure()).ifPresent(request::setCode);
        concept(order.reason()).ifPresent(request::addReasonCode);
        request.setSubject(References.patient(patient, context.systems()));
        scheduled(order, context.zone()).ifPresent(start -> request.setOccurrence(new DateTimeType(start)));
        DicomText.name(order.details().requestingPhysician())
                .ifPresent(name -> request.setRequester(new Reference().setDisplay(name)));
        return request;
    }

    /** What the order is known by, the best known first; its Study Instance UID comes last. */
    static List<Identifier> numbers(ImagingOrder order, IdentifierSystems systems) {
        List<Identifier> numbers = new ArrayList<>();
        if (!order.accession().isEmpty())
            numbers.add(Codings.accession(
                    order.accession().number(), order.accession().issuer(), systems));
        add(numbers, order.placer(), Codings.identifierType("PLAC", "Placer Identifier"), systems);
        add(numbers, order.filler(), Codings.identifierType("FILL", "Filler Identifier"), systems);
        numbers.add(Codings.study(order.study().value()));
        return numbers;
    }

    private static void add(
            List<Identifier> numbers, OrderNumber number, CodeableConcept type, IdentifierSystems systems) {
        if (!number.isEmpty())
            numbers.add(Codings.identifier(number.number(), number.namespace(), systems)
                    .setType(type));
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
