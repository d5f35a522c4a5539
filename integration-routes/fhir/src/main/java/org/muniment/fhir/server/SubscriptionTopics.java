package org.muniment.fhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.muniment.fhir.subscription.Backport;

/** Has the CapabilityStatement name the topic, as the backport guide has clients find it. */
@Interceptor
public final class SubscriptionTopics {

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void name(IBaseConformance statement) {
        ((CapabilityStatement) statement)
                .getRest().stream()
                        .flatMap(rest -> rest.getResource().stream())
                        .filter(resource -> "Subscription".equals(resource.getType()))
                        .filter(resource -> !resource.hasExtension(Backport.TOPIC_OF_SERVER))
                        .forEach(resource ->
                                resource.addExtension(Backport.TOPIC_OF_SERVER, new CanonicalType(Backport.TOPIC)));
    }
}
