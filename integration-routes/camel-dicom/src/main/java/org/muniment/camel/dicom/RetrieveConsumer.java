package org.muniment.camel.dicom;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.muniment.dicom.net.AssociationInfo;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.RetrieveRequest;
import org.muniment.dicom.net.RetrieveResult;
import org.muniment.dicom.net.RetrieveScp;

/**
 * C-MOVE and C-GET: the body is the identifier. A route answers with a {@link RetrieveResult}; the sub-operations run
 * after the exchange has completed. Any other body counts as a status.
 */
final class RetrieveConsumer extends DicomConsumer implements RetrieveScp {

    RetrieveConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    DimseServices addTo(DimseServices services) {
        return operation() == DimseOperation.MOVE ? services.withMove(this) : services.withGet(this);
    }

    @Override
    public RetrieveResult retrieve(AssociationInfo association, RetrieveRequest request) {
        Exchange exchange = createExchange(association);
        Message in = exchange.getIn();
        in.setHeader(DicomHeaders.MESSAGE_ID, request.messageId());
        in.setHeader(DicomHeaders.PRIORITY, request.priority());
        in.setHeader(DicomHeaders.SOP_CLASS_UID, request.sopClassUid());
        in.setHeader(DicomHeaders.RELATIONAL, request.relational());
        if (request.moveDestination() != null) {
            in.setHeader(DicomHeaders.MOVE_DESTINATION, request.moveDestination());
        }
        in.setBody(request.identifier());
        return process(exchange, RetrieveConsumer::result, RetrieveResult.Refused::new);
    }

    private static RetrieveResult result(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof RetrieveResult result) {
            if (result instanceof RetrieveResult.Refused refused) setStatus(exchange, refused.status());
            else setStatus(exchange, DimseStatus.SUCCESS);
            return result;
        }
        return new RetrieveResult.Refused(answeredStatus(exchange));
    }
}
