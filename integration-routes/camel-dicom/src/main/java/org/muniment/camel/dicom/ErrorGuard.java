package org.muniment.camel.dicom;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateSyncProcessor;

/**
 * Makes an Error thrown by a step of a route from {@code dicom:} a failure of its exchange, as an exception is. Camel calls
 * back as if the step had succeeded and then throws on, which leaves the thread's work in disorder for the exchanges after;
 * a peer's deeply nested data set, say, must not be able to do that by a StackOverflowError.
 */
final class ErrorGuard implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return target instanceof DelegateSyncProcessor step && isFromDicom(definition)
                ? new GuardedStep(step.getProcessor())
                : target;
    }

    private static boolean isFromDicom(NamedNode definition) {
        NamedNode node = definition;
        while (node != null && !(node instanceof NamedRoute)) node = node.getParent();
        return node instanceof NamedRoute route && route.getEndpointUrl().startsWith("dicom:");
    }

    private static final class GuardedStep extends DelegateSyncProcessor {

        GuardedStep(Processor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                processor.process(exchange);
            } catch (Exception | Error e) {
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }
    }
}
