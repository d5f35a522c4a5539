package org.muniment.fhir.server;

import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.r4.PatientMapping;
import org.muniment.fhir.r4.ProvenanceMapping;
import org.muniment.fhir.r4.ServiceRequestMapping;

/** Every resource the server offers. */
public final class Providers {

    private Providers() {}

    public static List<IResourceProvider> of(FhirArchive archive, MappingContext context) {
        return List.of(
                new ImagingStudyProvider(archive, context),
                new PatientProvider(archive.patients(), new PatientMapping(context.systems())),
                new ServiceRequestProvider(archive.orders(), archive.patients(), new ServiceRequestMapping(context)),
                new DiagnosticReportProvider(archive, context),
                new ProvenanceProvider(archive, new ProvenanceMapping(context.systems())),
                new EndpointProvider(context),
                new DefinitionProvider());
    }
}
