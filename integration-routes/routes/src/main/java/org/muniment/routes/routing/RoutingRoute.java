package org.muniment.routes.routing;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.camel.dicom.OutgoingBatch;
import org.muniment.core.feed.TargetUnavailableException;

/**
 * Instances out by C-STORE, to destinations of routing. No redelivery and no dead letters here: the change feed delivers again, and parks what can't
 * be delivered; what was taken is on record for each instance, which makes sending idempotent.
 */
public final class RoutingRoute extends RouteBuilder {

    private static final String ENTRY = "direct:routing-store";
    private static final String PEER = "MunimentPeer";

    private volatile ProducerTemplate camel;

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(ENTRY).routeId("routing-store").toD("${header." + PEER + "}", 10);
        camel = getContext().createProducerTemplate();
    }

    /**
     * @param peer a producer of the dicom component
     * @return what it failed with, or null
     */
    Exception send(String peer, OutgoingBatch batch) throws TargetUnavailableException {
        if (camel == null) throw new TargetUnavailableException("the archive is starting");
        try {
            Exchange exchange = camel.request(ENTRY, sent -> {
                sent.getMessage().setBody(batch);
                sent.getMessage().setHeader(PEER, peer);
            });
            return exchange.getException();
        } catch (CamelExecutionException | IllegalStateException e) {
            throw new TargetUnavailableException("the archive is starting or stopping", e);
        }
    }
}
