package org.muniment.routes.dimse;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.find.FindService;
import org.muniment.core.find.Query;
import org.muniment.core.find.QueryOptions;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.UID;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/** Queries by C-FIND, PS3.4 C.4.1; the matches go out as the index finds them and the peer takes them. What asks for a worklist goes to {@link WorklistRoute}. */
public final class FindRoute extends RouteBuilder {

    private final FindService find;
    private final Callers callers;
    private final AuditTrail audit;

    public FindRoute(FindService find, SourceRegistry sources, AuditTrail audit) {
        this.find = find;
        this.callers = new Callers(sources);
        this.audit = audit;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("dicom:find")
                .routeId("dicom-find")
                .process(audit)
                .choice()
                .when(header(DicomHeaders.SOP_CLASS_UID).isEqualTo(UID.ModalityWorklistInformationModelFind))
                .to(WorklistRoute.ENTRY)
                .otherwise()
                .process(callers.whoMay(Permission.QUERY))
                .process(this::find);
    }

    private void find(Exchange exchange) {
        Message in = exchange.getMessage();
        QueryOptions options = new QueryOptions(
                in.getHeader(DicomHeaders.RELATIONAL, Boolean.class),
                in.getHeader(DicomHeaders.DATE_TIME_MATCHING, Boolean.class),
                in.getHeader(DicomHeaders.FUZZY_MATCHING, Boolean.class),
                false);
        Query query = Query.fromIdentifier(InformationModels.of(exchange), in.getBody(Attributes.class), options);
        in.setBody(find.find(query));
    }
}
