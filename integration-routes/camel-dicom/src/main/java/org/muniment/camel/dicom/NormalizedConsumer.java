package org.muniment.camel.dicom;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.dicom.net.NormalizedScp;
import org.muniment.dicom.net.ServedAssociation;

/**
 * The DIMSE-N services: the body is the request's data set, empty where it has none. A route answers with a NormalizedResponse, a
 * DimseStatus, or else a status without data set.
 */
final class NormalizedConsumer extends DicomConsumer implements NormalizedScp {

    NormalizedConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    DimseServices addTo(DimseServices services) {
        return services.withNormalized(operation().command(), this);
    }

    @Override
    public NormalizedResponse perform(ServedAssociation association, NormalizedRequest request) {
        Exchange exchange = createExchange(association);
        Message in = exchange.getIn();
        in.setHeader(DicomHeaders.MESSAGE_ID, request.messageId());
        in.setHeader(DicomHeaders.SOP_CLASS_UID, request.sopClassUid());
        in.setHeader(DicomHeaders.SOP_INSTANCE_UID, request.sopInstanceUid());
        in.setHeader(DicomHeaders.ATTRIBUTE_IDENTIFIERS, request.attributeIdentifiers());
        in.setHeader(DicomHeaders.ASSOCIATION, association);
        switch (request.operation()) {
            case N_ACTION -> in.setHeader(DicomHeaders.ACTION_TYPE, request.type());
            case N_EVENT_REPORT -> in.setHeader(DicomHeaders.EVENT_TYPE, request.type());
            default -> {}
        }
        in.setBody(request.dataSet());
        return process(exchange, NormalizedConsumer::answered, NormalizedResponse::of);
    }

    private static NormalizedResponse answered(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof NormalizedResponse response) {
            setStatus(exchange, response.status());
            return response;
        }
        DimseStatus status = answeredStatus(exchange);
        return NormalizedResponse.of(status);
    }
}
