package org.muniment.dicom.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Tag;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs one C-MOVE or C-GET on a worker, PS3.7 9.1.3 and 9.1.4, PS3.4 C.4.2 and C.4.3. */
final class RetrieveOperation implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RetrieveOperation.class);

    private final PerformedOperation performed;
    private final RunningOperations.Operation operation;
    private final ReceivedIdentifiers.Received identifier;
    private final RetrieveScp scp;
    private final Workers workers;

    RetrieveOperation(
            PerformedOperation performed,
            RunningOperations.Operation operation,
            ReceivedIdentifiers.Received identifier,
            RetrieveScp scp,
            Workers workers) {
        this.performed = performed;
        this.operation = operation;
        this.identifier = identifier;
        this.scp = scp;
        this.workers = workers;
    }

    /** What the application answered, made ready: either a refusal or the rest. */
    private record Resolved(
            DimseStatus refusal, StoreTarget target, List<SubOperation> instances, Preparation preparation) {

        static Resolved refused(DimseStatus status) {
            return new Resolved(status, null, List.of(), Preparation.NONE);
        }
    }

    @Override
    public void run() {
        try {
            Resolved resolved = performed.guarded(this::resolve, Resolved::refused);
            if (resolved.refusal() == null) {
                send(resolved);
            } else {
                end();
                performed.answer(resolved.refusal());
            }
        } catch (IOException e) {
            LOG.debug("{} {} not answered: {}", performed.prefix(), performed.operation(), e.toString());
        } finally {
            end();
        }
    }

    /** Asks the application, and walks its list, which may make its elements only then. */
    private Resolved resolve() throws IOException {
        try (identifier) {
            RetrieveResult result = scp.retrieve(performed.association(), request());
            if (result instanceof RetrieveResult.Refused refused) return Resolved.refused(refused.status());
            RetrieveResult.SubOperations found = (RetrieveResult.SubOperations) result;
            List<SubOperation> instances = new ArrayList<>(found.instances());
            return new Resolved(null, target(found.destination(), instances), instances, found.preparation());
        }
    }

    private RetrieveRequest request() {
        Command request = performed.request();
        return new RetrieveRequest(
                request.messageId(),
                request.sopClassUid(),
                priority(),
                identifier.attributes(),
                isMove() ? request.text(Tag.MoveDestination) : null,
                performed.association().negotiated().isAgreed(request.sopClassUid(), ExtendedNegotiation.RELATIONAL));
    }

    private boolean isMove() {
        return performed.operation() == CommandField.C_MOVE;
    }

    private int priority() {
        return Math.max(performed.request().number(Tag.Priority), 0);
    }

    private void end() {
        performed.association().running().end(performed.request().messageId(), operation);
    }

    private void send(Resolved resolved) throws IOException {
        List<SubOperation> instances = resolved.instances();
        SubOperationProgress progress = new SubOperationProgress(performed, operation, instances.size(), !isMove());
        try (StoreTarget target = resolved.target()) {
            DimseStatus failure = prepare(resolved.preparation(), progress);
            if (failure != null) {
                end();
                performed.answer(failure);
                return;
            }
            new SubOperationSender(target, progress).send(instances);
        }
        end();
        progress.answer();
    }

    /**
     * Waits until the instances can be sent, or nobody wants them any more.
     *
     * @return null unless they can't be
     * @throws IOException where the association that asked is gone
     */
    private DimseStatus prepare(Preparation preparation, SubOperationProgress progress) throws IOException {
        try {
            while (!progress.isCancelled()) {
                Preparation.Progress now = performed.guarded(preparation::proceed, Preparation.Failed::new);
                if (now instanceof Preparation.Ready) return null;
                if (now instanceof Preparation.Failed failed) return failed.status();
                progress.waiting();
                operation.awaitCancel(((Preparation.NotYet) now).askAgain());
            }
            return null;
        } finally {
            preparation.end();
        }
    }

    private StoreTarget target(Destination destination, List<SubOperation> instances) {
        Association association = performed.association();
        if (!isMove()) return new SameAssociationTarget(association, priority());
        StoreScu.Origin origin = new StoreScu.Origin(
                priority(), association.callingAet(), performed.request().messageId());
        return new DestinationTarget(
                destination, association.calledAet(), origin, instances, association.dimseTimeout(), workers);
    }
}
