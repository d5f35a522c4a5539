package org.muniment.routes.dimse;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/** Instances out by C-GET, PS3.4 C.4.3: over the association they are asked for on. */
public final class GetRoute extends RouteBuilder {

    private final Retrievals retrievals;
    private final Callers callers;
    private final AuditTrail audit;

    public GetRoute(Retrievals retrievals, SourceRegistry sources, AuditTrail audit) {
        this.retrievals = retrievals;
        this.callers = new Callers(sources);
        this.audit = audit;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("dicom:get")
                .routeId("dicom-get")
                .process(audit)
                .process(callers.whoMay(Permission.RETRIEVE))
                .process(this::retrieve);
    }

    private void retrieve(Exchange exchange) {
        exchange.getMessage().setBody(retrievals.to(null, exchange));
    }
}
