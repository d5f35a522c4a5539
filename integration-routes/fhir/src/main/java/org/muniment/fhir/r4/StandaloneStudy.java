package org.muniment.fhir.r4;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Reference;
import org.muniment.core.feed.StudyState;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.out.StudyDocument;

/**
 * An ImagingStudy for another server, which need not have, nor know where to find, what it refers to: patient and order are named by their
 * identifiers (FHIR R4 2.3.0.1.1, logical references), the endpoint is contained.
 */
public final class StandaloneStudy implements StudyDocument {

    private final MappingContext context;
    private final ImagingStudyMapping mapping;

    public StandaloneStudy(MappingContext context) {
        this.context = context;
        this.mapping = new ImagingStudyMapping(context);
    }

    @Override
    public Optional<String> of(StudyState state) {
        return mapping.map(state)
                .map(this::alone)
                .map(study -> FhirContext.forR4Cached().newJsonParser().encodeResourceToString(study));
    }

    ImagingStudy alone(ImagingStudy study) {
        study.setId((String) null);
        study.getMeta().setLastUpdated(null);
        study.getSubject().setReference(null);
        study.getBasedOn().forEach(order -> order.setReference(null));
        if (study.getEndpoint().isEmpty()) return study;
        Endpoint endpoint = EndpointMapping.map(context);
        study.addContained(endpoint);
        study.getEndpoint().clear();
        study.addEndpoint(new Reference("#" + endpoint.getIdPart()));
        return study;
    }
}
