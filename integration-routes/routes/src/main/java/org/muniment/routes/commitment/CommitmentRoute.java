package org.muniment.routes.commitment;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.commitment.StorageCommitment;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ServedAssociation;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.dimse.Callers;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/**
 * Requests for storage commitment by N-ACTION, PS3.4 J.3.2. Answered with success once the request is kept; the result follows by
 * {@link CommitmentReports}. No redelivery and no dead letters: a requestor that is not told success asks again, which is harmless.
 */
public final class CommitmentRoute extends RouteBuilder {

    private final StorageCommitment commitment;
    private final CommitmentReports reports;
    private final Callers callers;
    private final AuditTrail audit;
    private final Clock clock;

    public CommitmentRoute(
            StorageCommitment commitment,
            CommitmentReports reports,
            SourceRegistry sources,
            AuditTrail audit,
            Clock clock) {
        this.commitment = commitment;
        this.reports = reports;
        this.callers = new Callers(sources);
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("dicom:n-action")
                .routeId("dicom-n-action")
                .process(audit)
                .process(callers.whoMay(Permission.COMMIT))
                .process(this::accept);
    }

    private void accept(Exchange exchange) {
        Message in = exchange.getMessage();
        CommitmentMessages.requireCommitment(
                in.getHeader(DicomHeaders.SOP_CLASS_UID, String.class),
                in.getHeader(DicomHeaders.SOP_INSTANCE_UID, String.class),
                in.getHeader(DicomHeaders.ACTION_TYPE, Integer.class));
        CommitmentRequest request = CommitmentMessages.request(
                in.getHeader(DicomHeaders.CALLING_AET, String.class),
                in.getHeader(DicomHeaders.CALLED_AET, String.class),
                clock.instant(),
                in.getBody(Attributes.class));
        AuditTrail.instances(exchange, request.references().size());
        reports.answerOn(request.id(), in.getHeader(DicomHeaders.ASSOCIATION, ServedAssociation.class));
        try {
            commitment.accept(request);
        } catch (RuntimeException e) {
            reports.forget(request.id());
            throw e;
        }
        in.setBody(DimseStatus.SUCCESS);
    }
}
