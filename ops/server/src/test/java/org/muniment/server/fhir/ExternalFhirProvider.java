package org.muniment.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;

/** Read, search by identifier, and conditional update of one resource type in any version of FHIR. */
public final class ExternalFhirProvider implements IResourceProvider {

    private final FhirContext context;
    private final Class<? extends IBaseResource> type;
    private final ExternalFhirStore store;

    ExternalFhirProvider(FhirContext context, String type, Path directory) {
        this.context = context;
        this.type = context.getResourceDefinition(type).getImplementingClass();
        this.store = new ExternalFhirStore(context, directory.resolve(type));
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    @Read
    public IBaseResource read(@IdParam IIdType id) {
        return store.read(id.getIdPart());
    }

    @Search
    public List<IBaseResource> search(@OptionalParam(name = "identifier") TokenParam identifier) {
        return store.all(identifier == null ? any -> true : has(identifier.getSystem(), identifier.getValue()));
    }

    @Update
    public MethodOutcome update(
            @IdParam IIdType id, @ConditionalUrlParam String condition, @ResourceParam IBaseResource resource) {
        if (condition == null) throw new InvalidRequestException("this server takes conditional updates only");
        String query = URLDecoder.decode(URI.create(condition).getRawQuery(), StandardCharsets.UTF_8);
        if (!query.startsWith("identifier=") || !query.contains("|"))
            throw new InvalidRequestException("this server knows the condition identifier=system|value only");
        String[] token = query.substring("identifier=".length()).split("\\|", 2);
        ExternalFhirStore.Written written = store.write(resource, has(token[0], token[1]));
        if (written == null) throw new PreconditionFailedException("several resources fit the condition");
        return new MethodOutcome(written.resource().getIdElement(), written.created()).setResource(written.resource());
    }

    private Predicate<IBaseResource> has(String system, String value) {
        return resource -> context.newTerser().getValues(resource, "identifier").stream()
                .anyMatch(identifier -> value.equals(text(identifier, "value"))
                        && (system == null || system.equals(text(identifier, "system"))));
    }

    private String text(IBase identifier, String element) {
        return context.newTerser().getSinglePrimitiveValue(identifier, element).orElse(null);
    }
}
