package org.muniment.fhir.server;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderNumber;
import org.muniment.core.order.OrderService;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.r4.ServiceRequestMapping;

/** ServiceRequest: the imaging orders. */
public final class ServiceRequestProvider implements IResourceProvider {

    private final OrderService orders;
    private final PatientLookup patients;
    private final ServiceRequestMapping mapping;

    public ServiceRequestProvider(OrderService orders, PatientLookup patients, ServiceRequestMapping mapping) {
        this.orders = orders;
        this.patients = patients;
        this.mapping = mapping;
    }

    @Override
    public Class<ServiceRequest> getResourceType() {
        return ServiceRequest.class;
    }

    @Read
    public ServiceRequest read(@IdParam IdType id) {
        return order(orders, id.getIdPart())
                .map(this::map)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "There is no such order"));
    }

    static Optional<ImagingOrder> order(OrderService orders, String logicalId) {
        try {
            return orders.find(OrderId.of(logicalId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ServiceRequest map(ImagingOrder order) {
        return mapping.map(order, patients.living(order.patient()));
    }

    /** By id, identifier or patient; a status alone would lead through all orders. */
    @Search
    public Bundle search(
            @OptionalParam(name = "_id") TokenParam id,
            @OptionalParam(name = ServiceRequest.SP_IDENTIFIER) TokenParam identifier,
            @OptionalParam(
                            name = ServiceRequest.SP_PATIENT,
                            chainWhitelist = {"", "identifier"})
                    ReferenceParam patient,
            @OptionalParam(name = ServiceRequest.SP_STATUS) TokenOrListParam status,
            @Offset Integer offset,
            @Count Integer count,
            RequestDetails request) {
        Page page = Page.of(offset, count);
        var ofPatients = patient == null ? null : patients.referredTo(patient);
        Stream<ServiceRequest> found = candidates(id, identifier, ofPatients)
                .filter(order -> ofPatients == null || ofPatients.contains(patients.living(order.patient())))
                .map(this::map)
                .filter(order -> id == null || order.getIdPart().equals(id.getValue()))
                .filter(order -> identifier == null || has(order, identifier))
                .filter(order -> status == null || isOf(order, status));
        List<ServiceRequest> taken = page.andOneMore(found.iterator());
        return page.bundle(request, page.cut(taken), List.of(), page.isFollowed(taken));
    }

    private Stream<ImagingOrder> candidates(
            TokenParam id,
            TokenParam identifier,
            java.util.Set<org.muniment.archive.patient.PatientIdentifier> patient) {
        if (id != null) return order(orders, id.getValue()).stream();
        if (identifier != null) return identified(SearchValue.literal("identifier", identifier.getValue()));
        if (patient != null) return patient.stream().flatMap(orders::ofPatient).distinct();
        throw new ArchiveException(ErrorCode.UNBOUNDED_QUERY, "Too broad: give _id, identifier or patient");
    }

    private Stream<ImagingOrder> identified(String value) {
        Stream<OrderAccess> accesses = value.startsWith(IdentifierSystems.OID_PREFIX)
                ? StudyParameters.uid(value.substring(IdentifierSystems.OID_PREFIX.length())).stream()
                        .map(OrderAccess.ByStudy::new)
                : Stream.of(
                        new OrderAccess.ByAccession(new AccessionNumber(value, "")),
                        new OrderAccess.ByPlacer(new OrderNumber(value, "")),
                        new OrderAccess.ByFiller(new OrderNumber(value, "")));
        return accesses.flatMap(orders::search).distinct();
    }

    private static boolean has(ServiceRequest order, TokenParam token) {
        return order.getIdentifier().stream()
                .filter(identifier -> identifier.getValue().equals(token.getValue()))
                .anyMatch(identifier -> token.getSystem() == null
                        || token.getSystem()
                                .equals(Optional.ofNullable(identifier.getSystem())
                                        .orElse("")));
    }

    private static boolean isOf(ServiceRequest order, TokenOrListParam statuses) {
        return statuses.getValuesAsQueryTokens().stream()
                .anyMatch(token -> order.getStatus().toCode().equals(token.getValue()));
    }
}
