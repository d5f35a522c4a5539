package org.muniment.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.upperlayer.AssociationEndedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of the peer, from its command to our final response. */
final class PerformedOperation {

    private static final Logger LOG = LoggerFactory.getLogger(PerformedOperation.class);

    /** What an application does for it. */
    interface Handler<T> {
        T handle() throws IOException;
    }

    private final Association association;
    private final Command request;
    private final AcceptedContext context;
    private final AssociationListener listener;
    private final long start = System.nanoTime();

    PerformedOperation(
            Association association, Command request, AcceptedContext context, AssociationListener listener) {
        this.association = association;
        this.request = request;
        this.context = context;
        this.listener = listener;
    }

    /**
     * Runs application code, whose exceptions are answered, as far as there is anybody left to answer.
     *
     * @throws AssociationEndedException where the association has ended under the handler
     */
    <T> T guarded(Handler<T> handler, Function<DimseStatus, T> failed) throws IOException {
        try {
            T result = handler.handle();
            if (result != null) return result;
            LOG.warn("{} handler of {} answered nothing", prefix(), operation());
            return failed.apply(DimseStatus.PROCESSING_FAILURE);
        } catch (AssociationEndedException e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError e) {
            if (association.isOver()) throw new AssociationEndedException("association ended: " + e);
            LOG.warn("{} {} failed", prefix(), operation(), e);
            return failed.apply(DimseStatus.PROCESSING_FAILURE.withComment(
                    operation() + " failed: " + e.getClass().getSimpleName()));
        }
    }

    /** Sends the final response. */
    void answer(DimseStatus status) throws IOException {
        association.out().send(context.id(), Statuses.respond(request, status, false));
        done(status);
    }

    /** The final response has been sent. */
    void done(DimseStatus status) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        if (LOG.isDebugEnabled()) {
            String meaning = StatusTable.row(operation(), status)
                    .map(StatusTable.Row::meaning)
                    .orElse("?");
            LOG.debug("{} {} {} {} in {}", prefix(), operation(), status, meaning, duration);
        }
        if (operation() != null) listener.operation(association, operation(), duration, status);
    }

    Association association() {
        return association;
    }

    Command request() {
        return request;
    }

    AcceptedContext context() {
        return context;
    }

    CommandField operation() {
        return request.operation();
    }

    String prefix() {
        return association.prefix(request.messageId());
    }
}
