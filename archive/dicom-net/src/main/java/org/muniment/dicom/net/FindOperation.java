package org.muniment.dicom.net;

import java.io.IOException;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs one C-FIND on a worker, PS3.7 9.1.2. */
final class FindOperation implements Runnable, FindResponses {

    private static final Logger LOG = LoggerFactory.getLogger(FindOperation.class);

    private final PerformedOperation performed;
    private final RunningOperations.Operation operation;
    private final ReceivedIdentifiers.Received identifier;
    private final FindScp scp;

    FindOperation(
            PerformedOperation performed,
            RunningOperations.Operation operation,
            ReceivedIdentifiers.Received identifier,
            FindScp scp) {
        this.performed = performed;
        this.operation = operation;
        this.identifier = identifier;
        this.scp = scp;
    }

    @Override
    public void run() {
        int messageId = performed.request().messageId();
        try (identifier) {
            DimseStatus status =
                    performed.guarded(() -> scp.find(performed.association(), request(), this), failed -> failed);
            performed.association().running().end(messageId, operation);
            performed.answer(operation.isCancelled() ? DimseStatus.CANCEL : status);
        } catch (IOException e) {
            LOG.debug("{} C-FIND not answered: {}", performed.prefix(), e.toString());
        } finally {
            performed.association().running().end(messageId, operation);
        }
    }

    private FindRequest request() {
        Command request = performed.request();
        Negotiated negotiated = performed.association().negotiated();
        String sopClassUid = request.sopClassUid();
        return new FindRequest(
                request.messageId(),
                sopClassUid,
                Math.max(request.number(Tag.Priority), 0),
                identifier.attributes(),
                negotiated.isAgreed(sopClassUid, ExtendedNegotiation.RELATIONAL),
                negotiated.isAgreed(sopClassUid, ExtendedNegotiation.DATE_TIME_MATCHING),
                negotiated.isAgreed(sopClassUid, ExtendedNegotiation.FUZZY_MATCHING));
    }

    @Override
    public boolean pending(Attributes match, DimseStatus status) throws IOException {
        if (!status.isPending()) throw new IllegalArgumentException("not a pending status: " + status);
        if (operation.isCancelled()) return false;
        AcceptedContext context = performed.context();
        byte[] dataSet = Identifiers.write(match, context.transferSyntax());
        performed
                .association()
                .out()
                .send(context.id(), Statuses.respond(performed.request(), status, true), out -> out.write(dataSet));
        return true;
    }

    @Override
    public boolean isCancelled() {
        return operation.isCancelled();
    }
}
