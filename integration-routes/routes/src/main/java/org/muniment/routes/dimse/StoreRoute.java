package org.muniment.routes.dimse;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/**
 * Instances in by C-STORE, PS3.4 Annex B. No redelivery and no dead letters: the sender keeps the instance until it is told
 * success, and sending it again is idempotent by SOP Instance UID and digest.
 */
public final class StoreRoute extends RouteBuilder {

    private final IngestService ingest;
    private final Callers callers;
    private final AuditTrail audit;
    private final DimseStatusMapper statuses;

    public StoreRoute(IngestService ingest, SourceRegistry sources, AuditTrail audit, DimseStatusMapper statuses) {
        this.ingest = ingest;
        this.callers = new Callers(sources);
        this.audit = audit;
        this.statuses = statuses;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("dicom:store")
                .routeId("dicom-store")
                .process(audit)
                .process(callers.whoMay(Permission.STORE))
                .process(this::store);
    }

    private void store(Exchange exchange) throws IOException {
        Message in = exchange.getMessage();
        IngestRequest request = new IngestRequest(
                in.getHeader(DicomHeaders.CALLING_AET, String.class),
                Callers.of(exchange).ingestPolicy(),
                in.getHeader(DicomHeaders.SOP_CLASS_UID, String.class),
                new SopInstanceUid(in.getHeader(DicomHeaders.SOP_INSTANCE_UID, String.class)),
                in.getHeader(DicomHeaders.TRANSFER_SYNTAX_UID, String.class));
        IngestOutcome outcome = ingest.ingest(request, in.getBody(InputStream.class));
        AuditTrail.studies(exchange, outcome.instance().id().study().value());
        in.setBody(statuses.toStatus(outcome));
    }
}
