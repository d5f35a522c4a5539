package org.muniment.fhir.subscription;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.muniment.archive.subscription.SubscriptionRecord;

/** A Subscription of which nothing is asked that is not done. */
final class Accepted {

    private static final String PAYLOAD = "application/fhir+json";
    private static final String HIDDEN = "(hidden)";
    private static final int MOST_HEADERS = 10;

    private final Subscription resource;
    private final StudyFilter filter;

    private Accepted(Subscription resource) {
        this.resource = resource;
        this.filter = new StudyFilter(filters(resource));
    }

    static Accepted of(SubscriptionRecord kept) {
        return new Accepted(
                FhirContext.forR4Cached().newJsonParser().parseResource(Subscription.class, kept.document()));
    }

    /**
     * Takes over what is kept to; what of the guide is not there (heartbeats, say) is missing in the answer, as the guide has it.
     *
     * @throws UnprocessableEntityException where it can't be kept to
     */
    static Accepted of(Subscription asked, AllowedTargets targets, Instant now) {
        if (targets.areNone())
            throw new UnprocessableEntityException(
                    "Subscriptions are switched off: the configuration allows no targets (muniment.fhir.subscriptions.allowed-targets)");
        if (!Backport.TOPIC.equals(asked.getCriteria()))
            throw refused("criteria", "must be the topic " + Backport.TOPIC);
        if (!asked.hasReason()) throw refused("reason", "is missing");
        if (asked.hasEnd() && !asked.getEnd().toInstant().isAfter(now)) throw refused("end", "is past");
        Subscription taken = new Subscription()
                .setStatus(SubscriptionStatus.REQUESTED)
                .setReason(asked.getReason())
                .setContact(asked.getContact())
                .setEndElement(asked.getEndElement())
                .setCriteria(asked.getCriteria())
                .setChannel(channel(asked.getChannel(), targets));
        for (String filter : filters(asked))
            taken.getCriteriaElement().addExtension(Backport.FILTER, new StringType(filter));
        return new Accepted(taken);
    }

    private static List<String> filters(Subscription subscription) {
        return subscription.getCriteriaElement().getExtensionsByUrl(Backport.FILTER).stream()
                .map(Accepted::text)
                .toList();
    }

    private static Optional<PayloadContent> content(SubscriptionChannelComponent channel) {
        return Optional.ofNullable(channel.getPayloadElement().getExtensionByUrl(Backport.CONTENT))
                .map(Accepted::text)
                .flatMap(PayloadContent::of);
    }

    private static String text(Extension extension) {
        String text = extension.getValue() == null ? null : extension.getValue().primitiveValue();
        return text == null ? "" : text;
    }

    private static SubscriptionChannelComponent channel(SubscriptionChannelComponent asked, AllowedTargets targets) {
        if (asked.getType() != SubscriptionChannelType.RESTHOOK) throw refused("channel.type", "must be rest-hook");
        if (!PAYLOAD.equals(asked.getPayload())) throw refused("channel.payload", "must be " + PAYLOAD);
        if (!asked.hasEndpoint() || !isAllowed(asked.getEndpoint(), targets))
            throw refused("channel.endpoint", "is none of the targets that the configuration allows");
        PayloadContent content = content(asked)
                .orElseThrow(() ->
                        refused("channel.payload", Backport.CONTENT + " must be empty, id-only or full-resource"));
        SubscriptionChannelComponent taken = new SubscriptionChannelComponent()
                .setType(asked.getType())
                .setEndpoint(asked.getEndpoint())
                .setPayload(PAYLOAD);
        taken.getPayloadElement().addExtension(Backport.CONTENT, new CodeType(content.code()));
        if (asked.getHeader().size() > MOST_HEADERS) throw refused("channel.header", "more than " + MOST_HEADERS);
        for (StringType header : asked.getHeader()) taken.addHeader(checked(header.getValue()));
        return taken;
    }

    private static boolean isAllowed(String endpoint, AllowedTargets targets) {
        try {
            return targets.admit(new URI(endpoint));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String checked(String header) {
        int colon = header == null ? -1 : header.indexOf(':');
        try {
            if (colon < 1) throw new IllegalArgumentException("no colon");
            add(HttpRequest.newBuilder(), header);
            return header;
        } catch (IllegalArgumentException e) {
            // whose message would repeat a secret
            throw refused("channel.header", "must be like Authorization: Bearer …, and none of the connection's own");
        }
    }

    private static void add(HttpRequest.Builder request, String header) {
        int colon = header.indexOf(':');
        request.header(
                header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }

    private static UnprocessableEntityException refused(String element, String why) {
        return new UnprocessableEntityException("Subscription." + element + ": " + why);
    }

    /** With its secrets. */
    String document() {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }

    /** As anybody may see it: of headers only the names. */
    Subscription shown() {
        Subscription shown = resource.copy();
        List<StringType> names = new ArrayList<>();
        for (StringType header : resource.getChannel().getHeader())
            names.add(new StringType(
                    header.getValue().substring(0, header.getValue().indexOf(':')) + ": " + HIDDEN));
        shown.getChannel().setHeader(names);
        return shown;
    }

    StudyFilter filter() {
        return filter;
    }

    PayloadContent content() {
        return content(resource.getChannel()).orElseThrow();
    }

    URI endpoint() {
        return URI.create(resource.getChannel().getEndpoint());
    }

    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint());
        resource.getChannel().getHeader().forEach(header -> add(request, header.getValue()));
        return request;
    }

    boolean hasEnded(Instant now) {
        return resource.hasEnd() && !resource.getEnd().toInstant().isAfter(now);
    }
}
