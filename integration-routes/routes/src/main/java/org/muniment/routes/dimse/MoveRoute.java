package org.muniment.routes.dimse;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;

/** Instances out by C-MOVE, PS3.4 C.4.2: to a source that may receive, at the address its file gives. */
public final class MoveRoute extends RouteBuilder {

    private final Retrievals retrievals;
    private final SourceRegistry sources;
    private final Callers callers;
    private final AuditTrail audit;

    public MoveRoute(Retrievals retrievals, SourceRegistry sources, AuditTrail audit) {
        this.retrievals = retrievals;
        this.sources = sources;
        this.callers = new Callers(sources);
        this.audit = audit;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("dicom:move")
                .routeId("dicom-move")
                .process(audit)
                .process(callers.whoMay(Permission.RETRIEVE))
                .process(this::retrieve);
    }

    private void retrieve(Exchange exchange) {
        Destination destination = destination(exchange);
        exchange.getMessage().setBody(retrievals.to(destination, exchange));
    }

    private Destination destination(Exchange exchange) {
        String aeTitle = exchange.getMessage().getHeader(DicomHeaders.MOVE_DESTINATION, String.class);
        Source receiver = sources.destination(aeTitle)
                .orElseThrow(() -> new DimseRefusal(DimseStatus.MOVE_DESTINATION_UNKNOWN.withComment(
                        "no source that may receive is called " + aeTitle)));
        return new Destination(aeTitle, receiver.hosts().get(0), receiver.port().getAsInt());
    }
}
