package org.muniment.camel.dicom;

import java.util.function.Function;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.muniment.dicom.net.AssociationInfo;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.DimseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs one DIMSE service by a route. The exchange is processed on the thread of the association or its worker and
 * completes when the peer's answer is known; whatever the route throws becomes a status.
 */
abstract class DicomConsumer extends DefaultConsumer {

    private static final Logger log = LoggerFactory.getLogger(DicomConsumer.class);

    DicomConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** The services with the one of this consumer. */
    abstract DimseServices addTo(DimseServices services);

    @Override
    public DicomEndpoint getEndpoint() {
        return (DicomEndpoint) super.getEndpoint();
    }

    final DimseOperation operation() {
        return getEndpoint().getOperation();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getEndpoint().getListener().attach(this);
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getListener().detach(this);
        super.doStop();
    }

    /** What an operation does with its exchange once the route is through; may fail like the route. */
    @FunctionalInterface
    interface Answer<T> {
        T of(Exchange exchange) throws Exception;
    }

    /** Sends the exchange through the route and answers, by {@code failure} where anything fails. */
    final <T> T process(Exchange exchange, Answer<T> answer, Function<DimseStatus, T> failure) {
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
            if (exchange.getException() != null) throw unwrapped(exchange.getException());
            return answer.of(exchange);
        } catch (Throwable e) {
            DimseStatus status = statusOf(exchange, e);
            exchange.setException(e);
            setStatus(exchange, status);
            return failure.apply(status);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** An exchange holds exceptions only, an Error in a wrapper. */
    private static Throwable unwrapped(Exception held) {
        return held instanceof CamelExecutionException && held.getCause() != null ? held.getCause() : held;
    }

    final Exchange createExchange(AssociationInfo association) {
        Exchange exchange = createExchange(false);
        Message in = exchange.getIn();
        in.setHeader(DicomHeaders.CALLING_AET, association.callingAet());
        in.setHeader(DicomHeaders.CALLED_AET, association.calledAet());
        in.setHeader(DicomHeaders.ASSOCIATION_ID, association.id());
        in.setHeader(DicomHeaders.PEER_ADDRESS, association.peer());
        return exchange;
    }

    /** The mapper is asked last of all, so it must not be able to kill the association either. */
    private DimseStatus statusOf(Exchange exchange, Throwable failure) {
        try {
            return getEndpoint().getStatusMapper().toStatus(operation(), exchange, failure);
        } catch (RuntimeException | Error e) {
            log.error("The status mapper of {} failed", getEndpoint(), e);
            return DimseStatus.PROCESSING_FAILURE;
        }
    }

    /** The status a route answered with: a DimseStatus body, else the headers, else success. */
    static DimseStatus answeredStatus(Exchange exchange) {
        Message out = exchange.getMessage();
        DimseStatus status;
        if (out.getBody() instanceof DimseStatus body) {
            status = body;
        } else {
            Integer code = out.getHeader(DicomHeaders.STATUS, Integer.class);
            status = code == null
                    ? DimseStatus.SUCCESS
                    : DimseStatus.of(code, out.getHeader(DicomHeaders.ERROR_COMMENT, String.class));
        }
        setStatus(exchange, status);
        return status;
    }

    /** For whoever looks at the completed exchange, an audit trail say. */
    static void setStatus(Exchange exchange, DimseStatus status) {
        Message out = exchange.getMessage();
        out.setHeader(DicomHeaders.STATUS, status.code());
        if (status.comment() == null) out.removeHeader(DicomHeaders.ERROR_COMMENT);
        else out.setHeader(DicomHeaders.ERROR_COMMENT, status.comment());
    }
}
