package org.muniment.fhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.IncomingRequestAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The servlet. What it offers are its providers; its CapabilityStatement is made of them. */
public final class FhirServer extends RestfulServer {

    private static final long serialVersionUID = 1;

    private final transient Optional<URI> address;
    private final transient List<? extends IResourceProvider> providers;

    /** @param address where clients reach it; where empty, what each request was sent to */
    public FhirServer(FhirContext context, Optional<URI> address, List<? extends IResourceProvider> providers) {
        super(context);
        this.address = address;
        this.providers = List.copyOf(providers);
    }

    @Override
    protected void initialize() {
        setServerName("Muniment");
        setImplementationDescription("Muniment, a vendor-neutral archive for medical imaging");
        setServerAddressStrategy(address.<ca.uhn.fhir.rest.server.IServerAddressStrategy>map(
                        uri -> new HardcodedServerAddressStrategy(uri.toString()))
                .orElseGet(IncomingRequestAddressStrategy::new));
        setDefaultResponseEncoding(EncodingEnum.JSON);
        setResourceProviders(List.copyOf(providers));
        registerInterceptor(new OutcomeMapper());
        registerInterceptor(new AccessTrail());
        registerInterceptor(new UnknownTotals());
        registerInterceptor(new SubscriptionTopics());
    }
}
