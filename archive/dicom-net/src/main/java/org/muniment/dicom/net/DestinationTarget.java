package org.muniment.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * C-MOVE: instances go to another application entity, PS3.4 C.4.2. The association is opened for the first instance, anew
 * where the instances need more presentation contexts than one can have, and once more where it breaks.
 */
final class DestinationTarget implements StoreTarget {

    private static final int WINDOW_ASKED = 16;
    private static final int MAX_BREAKS = 1;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final AssociateOptions options;
    private final StoreScu.Origin origin;
    private final Workers workers;
    private final Deque<ContextProposal> proposals;

    private ContextProposal proposal;
    private int leftInProposal;
    private ScuAssociation association;
    private int breaks;
    private String failure;

    DestinationTarget(
            Destination destination,
            String callingAet,
            StoreScu.Origin origin,
            List<SubOperation> instances,
            Duration dimseTimeout,
            Workers workers) {
        this.options = AssociateOptions.to(destination, callingAet)
                .window(WINDOW_ASKED)
                .timeouts(CONNECT_TIMEOUT, dimseTimeout);
        this.origin = origin;
        this.workers = workers;
        this.proposals = new ArrayDeque<>(ContextProposal.forAll(instances));
    }

    @Override
    public CompletableFuture<DimseStatus> store(SubOperation instance) throws CannotSendException, IOException {
        if (leftInProposal == 0) {
            close();
            proposal = proposals.remove();
            leftInProposal = proposal.instances();
        }
        leftInProposal--;
        if (failure != null) throw new CannotSendException(failure);
        if (association == null || association.isOver()) open();
        return SameAssociationTarget.store(association.association(), association.storeScu(), instance, origin);
    }

    private void open() throws CannotSendException {
        if (association != null && ++breaks > MAX_BREAKS) {
            failure = "move destination breaks associations";
            throw new CannotSendException(failure);
        }
        try {
            association = ScuAssociation.open(proposal.addTo(options), workers);
        } catch (AssociationRejectedException e) {
            failure = "move destination rejects: " + e.reason().text();
            throw new CannotSendException(failure, e);
        } catch (IOException e) {
            failure = "move destination not reachable";
            throw new CannotSendException(failure, e);
        }
    }

    @Override
    public int window() {
        return association == null ? 1 : association.association().negotiated().mayInvoke();
    }

    @Override
    public void close() {
        if (association != null) association.close();
        association = null;
    }
}
