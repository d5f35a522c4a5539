package org.muniment.routes.dimse;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.net.RetrieveResult;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/** Instances out by C-GET, PS3.4 C.4.3: over the association they are asked for on. */
public final class GetRoute extends RouteBuilder {

    private final Retrievals retrievals;
    private final Callers callers;
    private final AuditTrail audit;

    public GetRoute(RetrieveService retrieve, SourceRegistry sources, AuditTrail audit) {
        this.retrievals = new Retrievals(retrieve);
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
        exchange.getMessage().setBody(new RetrieveResult.SubOperations(null, retrievals.of(exchange)));
    }
}
