package org.muniment.routes.dimse;

import org.apache.camel.builder.RouteBuilder;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/** Verification, PS3.4 Annex A: the archive is there. */
public final class EchoRoute extends RouteBuilder {

    private final Callers callers;
    private final AuditTrail audit;

    public EchoRoute(SourceRegistry sources, AuditTrail audit) {
        this.callers = new Callers(sources);
        this.audit = audit;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("dicom:echo").routeId("dicom-echo").process(audit).process(callers.whoMay(Permission.ECHO));
    }
}
