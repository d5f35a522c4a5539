package org.muniment.routes.dimse;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.core.order.WorklistService;
import org.muniment.dicom.Attributes;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/** A modality asks for its worklist, PS3.4 K.6; the steps go out as the index finds them and the peer takes them. */
public final class WorklistRoute extends RouteBuilder {

    /** A listener has one consumer for all that comes by C-FIND. */
    static final String ENTRY = "direct:dicom-worklist";

    private final WorklistService worklist;
    private final Callers callers;

    public WorklistRoute(WorklistService worklist, SourceRegistry sources) {
        this.worklist = worklist;
        this.callers = new Callers(sources);
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(ENTRY)
                .routeId("dicom-worklist")
                .process(callers.whoMay(Permission.WORKLIST))
                .process(this::find);
    }

    private void find(Exchange exchange) {
        Message in = exchange.getMessage();
        in.setBody(worklist.find(in.getBody(Attributes.class)));
    }
}
