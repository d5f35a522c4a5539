package org.muniment.fhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.fhir.ImageAvailability;

/** StructureDefinition: the one extension there is. */
public final class DefinitionProvider implements IResourceProvider {

    @Override
    public Class<StructureDefinition> getResourceType() {
        return StructureDefinition.class;
    }

    /** Read anew each time, as resources can be changed by who gets them. */
    public static StructureDefinition availability() {
        try (InputStream in = ImageAvailability.class.getResourceAsStream(ImageAvailability.DEFINITION)) {
            return FhirContext.forR4Cached().newJsonParser().parseResource(StructureDefinition.class, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Read
    public StructureDefinition read(@IdParam IdType id) {
        StructureDefinition definition = availability();
        if (!definition.getIdPart().equals(id.getIdPart()))
            throw new ArchiveException(ErrorCode.NOT_FOUND, "There is no such definition");
        return definition;
    }

    @Search
    public Bundle search(@OptionalParam(name = StructureDefinition.SP_URL) UriParam url, RequestDetails request) {
        boolean asked = url == null || ImageAvailability.URL.equals(url.getValue());
        return Page.of(null, null).bundle(request, asked ? List.of(availability()) : List.of(), List.of(), false);
    }
}
