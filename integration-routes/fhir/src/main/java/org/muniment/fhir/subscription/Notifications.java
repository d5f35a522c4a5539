package org.muniment.fhir.subscription;

import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;

/** What is sent: bundles of type history, each of which begins with a SubscriptionStatus, in R4 a Parameters resource. */
final class Notifications {

    private static final String EVENTS = "events-since-subscription-start";

    private final Supplier<URI> base;

    /** @param base of the server, as others reach it; asked when it is told */
    Notifications(Supplier<URI> base) {
        this.base = base;
    }

    /** What a target is greeted with before it is told anything. */
    Bundle handshake(Subscription subscription) {
        return bundle(subscription, status(subscription, "handshake", 0));
    }

    /** @param number of this event; the first one's is 1 */
    Bundle event(Subscription subscription, long number, Instant at, ImagingStudy study, PayloadContent content) {
        String type = "ImagingStudy/" + study.getIdElement().getIdPart();
        Parameters status = status(subscription, "event-notification", number);
        ParametersParameterComponent event = status.addParameter().setName("notification-event");
        part(event, "event-number").setValue(new StringType(Long.toString(number)));
        part(event, "timestamp").setValue(new InstantType(Date.from(at)));
        Bundle bundle = bundle(subscription, status);
        if (content == PayloadContent.EMPTY) return bundle;
        part(event, "focus").setValue(new Reference(base.get() + "/" + type));
        BundleEntryComponent focus = entry(bundle, base.get() + "/" + type, HTTPVerb.PUT, type);
        if (content == PayloadContent.FULL_RESOURCE) focus.setResource(study);
        return bundle;
    }

    /** How it goes. */
    Parameters status(Subscription subscription, String type, long events) {
        Parameters status = new Parameters();
        status.setId(UUID.randomUUID().toString());
        status.addParameter().setName("subscription").setValue(new Reference(base.get() + "/" + path(subscription)));
        status.addParameter().setName("topic").setValue(new CanonicalType(Backport.TOPIC));
        status.addParameter()
                .setName("status")
                .setValue(new CodeType(subscription.getStatus().toCode()));
        status.addParameter().setName("type").setValue(new CodeType(type));
        status.addParameter().setName(EVENTS).setValue(new StringType(Long.toString(events)));
        Optional.ofNullable(subscription.getError())
                .ifPresent(
                        error -> status.addParameter().setName("error").setValue(new CodeableConcept().setText(error)));
        return status;
    }

    private static ParametersParameterComponent part(ParametersParameterComponent event, String name) {
        return event.addPart().setName(name);
    }

    private static Bundle bundle(Subscription subscription, Parameters status) {
        Bundle bundle = new Bundle().setType(BundleType.HISTORY).setTimestamp(new Date());
        bundle.setId(UUID.randomUUID().toString());
        entry(bundle, "urn:uuid:" + status.getIdElement().getIdPart(), HTTPVerb.GET, path(subscription) + "/$status")
                .setResource(status);
        return bundle;
    }

    private static BundleEntryComponent entry(Bundle bundle, String fullUrl, HTTPVerb method, String url) {
        BundleEntryComponent entry = bundle.addEntry().setFullUrl(fullUrl);
        entry.getRequest().setMethod(method).setUrl(url);
        entry.getResponse().setStatus("200");
        return entry;
    }

    private static String path(Subscription subscription) {
        return "Subscription/" + subscription.getIdElement().getIdPart();
    }
}
