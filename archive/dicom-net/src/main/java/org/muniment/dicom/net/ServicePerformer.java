package org.muniment.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.muniment.dicom.Tag;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs requests by the application's {@link DimseServices}: C-ECHO, C-STORE and the normalized ones at once on the
 * association's thread, the others on a worker, so that C-CANCEL and the responses to sub-operations are heard meanwhile. Whatever a handler
 * throws becomes a status; the association lives on.
 */
final class ServicePerformer implements RequestPerformer {

    private static final Logger LOG = LoggerFactory.getLogger(ServicePerformer.class);

    private final DimseServices services;
    private final Workers workers;
    private final AssociationListener listener;
    private final ReceivedIdentifiers identifiers;

    /** @param dimseTimeout how long a request may wait for memory */
    ServicePerformer(DimseServices services, Workers workers, AssociationListener listener, Duration dimseTimeout) {
        this.services = services;
        this.workers = workers;
        this.listener = listener;
        this.identifiers = new ReceivedIdentifiers(dimseTimeout);
    }

    @Override
    public void perform(Association association, Command request, AcceptedContext context) throws IOException {
        PerformedOperation operation = new PerformedOperation(association, request, context, listener);
        DimseStatus refusal = refusal(operation);
        if (refusal != null) {
            association.in().skipDataSet();
            operation.answer(refusal);
            return;
        }
        switch (request.operation()) {
            case C_ECHO -> operation.answer(
                    operation.guarded(() -> services.echo().echo(association), status -> status));
            case C_STORE -> {
                DimseStatus status = operation.guarded(() -> store(operation), failure -> failure);
                association.in().skipDataSet();
                operation.answer(status);
            }
            case C_FIND, C_MOVE, C_GET -> performBeside(operation);
            case N_EVENT_REPORT, N_GET, N_SET, N_ACTION, N_CREATE, N_DELETE -> association.answeringBeforeReports(
                    () -> new NormalizedOperation(operation, identifiers)
                            .perform(services.normalized().get(request.operation())));
            case C_CANCEL -> throw new IllegalStateException("the association deals with C-CANCEL");
        }
    }

    /** Why this request is not even tried; null where nothing is against it. */
    private DimseStatus refusal(PerformedOperation performed) {
        Command request = performed.request();
        CommandField operation = request.operation();
        if (operation == null) return DimseStatus.UNRECOGNIZED_OPERATION;
        if (!isOffered(operation)) {
            return (operation.isNormalized() ? DimseStatus.UNRECOGNIZED_OPERATION : DimseStatus.SOP_CLASS_NOT_SUPPORTED)
                    .withComment(operation + " is not offered");
        }
        boolean toScp = operation != CommandField.N_EVENT_REPORT;
        if (!(toScp ? performed.context().scp() : performed.context().scu())) {
            return DimseStatus.SOP_CLASS_NOT_SUPPORTED.withComment("not in the role of " + (toScp ? "SCP" : "SCU"));
        }
        if (request.sopClassUid() == null) {
            return DimseStatus.MISSING_ATTRIBUTE.withOffendingElements(Tag.AffectedSOPClassUID);
        }
        if (!request.sopClassUid().equals(performed.context().abstractSyntax())) {
            return DimseStatus.SOP_CLASS_NOT_SUPPORTED.withComment("SOP class is not that of its context");
        }
        if (performed.association().running().contains(request.messageId())) return DimseStatus.DUPLICATE_INVOCATION;
        if (operation.isNormalized()) return NormalizedOperation.refusal(request);
        if (operation != CommandField.C_ECHO && !request.hasDataSet()) {
            return DimseStatus.CANNOT_UNDERSTAND.withComment("request without data set");
        }
        if (operation == CommandField.C_STORE && request.sopInstanceUid() == null) {
            return DimseStatus.MISSING_ATTRIBUTE.withOffendingElements(Tag.AffectedSOPInstanceUID);
        }
        if (operation == CommandField.C_MOVE && request.text(Tag.MoveDestination) == null) {
            return DimseStatus.MOVE_DESTINATION_UNKNOWN.withComment("no move destination given");
        }
        return null;
    }

    private boolean isOffered(CommandField operation) {
        return switch (operation) {
            case C_ECHO -> services.echo() != null;
            case C_STORE -> services.store() != null;
            case C_FIND -> services.find() != null;
            case C_MOVE -> services.move() != null;
            case C_GET -> services.get() != null;
            case C_CANCEL -> true;
            case N_EVENT_REPORT, N_GET, N_SET, N_ACTION, N_CREATE, N_DELETE -> services.normalized()
                    .containsKey(operation);
        };
    }

    private DimseStatus store(PerformedOperation performed) throws IOException {
        Command request = performed.request();
        StoreRequest store = new StoreRequest(
                request.messageId(),
                request.sopClassUid(),
                request.sopInstanceUid(),
                performed.context().transferSyntax(),
                Math.max(request.number(Tag.Priority), 0),
                request.text(Tag.MoveOriginatorApplicationEntityTitle),
                Math.max(request.number(Tag.MoveOriginatorMessageID), 0));
        Association association = performed.association();
        return services.store().store(association, store, association.in().dataSet());
    }

    /** Reads the identifier and leaves the rest to a worker. */
    private void performBeside(PerformedOperation performed) throws IOException {
        Association association = performed.association();
        RunningOperations running = association.running();
        int messageId = performed.request().messageId();
        int window = association.negotiated().mustPerform();
        ReceivedIdentifiers.Received identifier;
        try {
            identifier = identifiers.read(
                    association.in().dataSet(), performed.context().transferSyntax());
        } catch (Identifiers.BadIdentifierException e) {
            performed.answer(e.status());
            return;
        } catch (RejectedExecutionException e) {
            performed.answer(outOfResources(performed, e.getMessage()));
            return;
        }
        if (window != 0 && running.count() >= window) {
            identifier.close();
            performed.answer(outOfResources(performed, "more operations than the window allows"));
            return;
        }
        RunningOperations.Operation operation = running.begin(messageId);
        Runnable work = work(performed, operation, identifier);
        try {
            workers.operation(work);
        } catch (RejectedExecutionException e) {
            running.end(messageId, operation);
            identifier.close();
            LOG.warn("{} no thread for {}", performed.prefix(), performed.operation());
            performed.answer(outOfResources(performed, "too many operations at once"));
        }
    }

    private Runnable work(
            PerformedOperation performed,
            RunningOperations.Operation operation,
            ReceivedIdentifiers.Received identifier) {
        return switch (performed.operation()) {
            case C_FIND -> new FindOperation(performed, operation, identifier, services.find());
            case C_MOVE -> new RetrieveOperation(performed, operation, identifier, services.move(), workers);
            case C_GET -> new RetrieveOperation(performed, operation, identifier, services.get(), workers);
            default -> throw new IllegalArgumentException(String.valueOf(performed.operation()));
        };
    }

    private static DimseStatus outOfResources(PerformedOperation performed, String comment) {
        return (performed.operation() == CommandField.C_FIND
                        ? DimseStatus.OUT_OF_RESOURCES
                        : DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS)
                .withComment(comment);
    }
}
