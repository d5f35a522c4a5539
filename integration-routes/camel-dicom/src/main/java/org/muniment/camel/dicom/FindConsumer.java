package org.muniment.camel.dicom;

import java.util.Iterator;
import java.util.stream.BaseStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.net.AssociationInfo;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.FindRequest;
import org.muniment.dicom.net.FindResponses;
import org.muniment.dicom.net.FindScp;

/**
 * C-FIND: the body is the identifier. A route answers with the matches, as an Iterator, Iterable or Stream of Attributes,
 * which is read as fast as the peer takes them, no further than it wants them, and closed if it can be; or with a
 * DimseStatus.
 */
final class FindConsumer extends DicomConsumer implements FindScp {

    FindConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    DimseServices addTo(DimseServices services) {
        return services.withFind(this);
    }

    @Override
    public DimseStatus find(AssociationInfo association, FindRequest request, FindResponses responses) {
        Exchange exchange = createExchange(association);
        Message in = exchange.getIn();
        in.setHeader(DicomHeaders.MESSAGE_ID, request.messageId());
        in.setHeader(DicomHeaders.PRIORITY, request.priority());
        in.setHeader(DicomHeaders.SOP_CLASS_UID, request.sopClassUid());
        in.setHeader(DicomHeaders.RELATIONAL, request.relational());
        in.setHeader(DicomHeaders.DATE_TIME_MATCHING, request.dateTimeMatching());
        in.setHeader(DicomHeaders.FUZZY_MATCHING, request.fuzzy());
        in.setBody(request.identifier());
        return process(exchange, answered -> send(answered, responses), status -> status);
    }

    private static DimseStatus send(Exchange exchange, FindResponses responses) throws Exception {
        Object body = exchange.getMessage().getBody();
        // The identifier left in place, or nothing at all: a route that has only a status to give.
        if (body == null || body instanceof DimseStatus || body instanceof Attributes) return answeredStatus(exchange);
        try {
            Iterator<?> matches = iterator(body);
            int sent = 0;
            while (!responses.isCancelled() && matches.hasNext()) {
                if (!responses.pending((Attributes) matches.next())) break;
                exchange.getMessage().setHeader(DicomHeaders.MATCHES, ++sent);
            }
            DimseStatus status = responses.isCancelled() ? DimseStatus.CANCEL : DimseStatus.SUCCESS;
            setStatus(exchange, status);
            return status;
        } finally {
            if (body instanceof AutoCloseable closeable) closeable.close();
        }
    }

    private static Iterator<?> iterator(Object body) {
        if (body instanceof Iterator<?> iterator) return iterator;
        if (body instanceof Iterable<?> iterable) return iterable.iterator();
        if (body instanceof BaseStream<?, ?> stream) return stream.iterator();
        throw new IllegalStateException(
                "the route answered with a " + body.getClass().getName() + ", not with matches");
    }
}
