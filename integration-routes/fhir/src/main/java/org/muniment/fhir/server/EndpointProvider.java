package org.muniment.fhir.server;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.IdType;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.r4.EndpointMapping;

/** Endpoint: the one there is. */
public final class EndpointProvider implements IResourceProvider {

    private final MappingContext context;

    public EndpointProvider(MappingContext context) {
        this.context = context;
    }

    @Override
    public Class<Endpoint> getResourceType() {
        return Endpoint.class;
    }

    @Read
    public Endpoint read(@IdParam IdType id) {
        if (!EndpointMapping.DICOM_WEB.equals(id.getIdPart()))
            throw new ArchiveException(ErrorCode.NOT_FOUND, "There is no such endpoint");
        return EndpointMapping.map(context);
    }

    @Search
    public Bundle search(RequestDetails request) {
        return Page.of(null, null).bundle(request, List.of(EndpointMapping.map(context)), List.of(), false);
    }
}
