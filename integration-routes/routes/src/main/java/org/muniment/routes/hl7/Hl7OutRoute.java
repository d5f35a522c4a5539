package org.muniment.routes.hl7;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mllp.MllpApplicationErrorAcknowledgementException;
import org.apache.camel.component.mllp.MllpCommitErrorAcknowledgementException;
import org.apache.camel.component.mllp.MllpComponent;
import org.apache.camel.component.mllp.MllpNegativeAcknowledgementException;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;

/**
 * HL7 v2 messages out, over MLLP; a route for each target. No redelivery and no dead letters here: the change feed's engine tries again and parks what a
 * target does not take. The same message always has the same control id (MSH-10).
 */
public final class Hl7OutRoute extends RouteBuilder {

    private final List<Hl7Target> targets;
    private volatile ProducerTemplate template;

    public Hl7OutRoute(List<Hl7Target> targets) {
        this.targets = List.copyOf(targets);
    }

    @Override
    public void configure() {
        CamelContext context = getContext();
        context.getComponent("mllp", MllpComponent.class).setLogPhi(false);
        errorHandler(noErrorHandler());
        for (Hl7Target target : targets) {
            long timeout = target.timeout().toMillis();
            from(endpoint(target))
                    .routeId("hl7-out-" + target.name())
                    .toF(
                            "mllp:%s:%d?charsetName=UTF-8&connectTimeout=%d&receiveTimeout=%d&readTimeout=%d",
                            target.host(), target.port(), timeout, timeout, timeout);
        }
        template = context.createProducerTemplate();
    }

    private static String endpoint(Hl7Target target) {
        return "direct:hl7-out-" + target.name();
    }

    /** On return the target has acknowledged the message (AA). */
    void send(Hl7Target target, String message) throws TargetUnavailableException, UndeliverableException {
        if (template == null) throw new TargetUnavailableException("the archive is starting");
        Exchange sent = template.send(
                endpoint(target), exchange -> exchange.getMessage().setBody(message));
        if (sent.getException() != null) throwWhatItMeans(sent.getException());
    }

    /** AE and CE speak of this message, AR and CR of the application. Camel's exceptions quote the message, so they go no further. */
    private static void throwWhatItMeans(Exception failure) throws TargetUnavailableException, UndeliverableException {
        if (failure instanceof MllpApplicationErrorAcknowledgementException
                || failure instanceof MllpCommitErrorAcknowledgementException)
            throw new UndeliverableException(
                    "answered " + ((MllpNegativeAcknowledgementException) failure).getAcknowledgmentType());
        if (failure instanceof MllpNegativeAcknowledgementException refused)
            throw new TargetUnavailableException("answered " + refused.getAcknowledgmentType());
        throw new TargetUnavailableException(
                "no acknowledgement: " + failure.getClass().getSimpleName());
    }
}
