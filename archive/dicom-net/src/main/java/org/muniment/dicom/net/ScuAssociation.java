package org.muniment.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;

/**
 * The SCU side: an association we asked for. Any thread may use it; operations beyond the window the peer grants wait
 * for a place. An operation whose response does not come within the DIMSE timeout aborts the association. Where the
 * association has ended, operations throw IOException.
 */
public final class ScuAssociation implements Closeable {

    private final Association association;
    private final StoreScu storeScu;
    private final ReceivedInstances received;
    private final CompletableFuture<Void> over;

    ScuAssociation(Association association, ReceivedInstances received, CompletableFuture<Void> over) {
        this.association = association;
        this.storeScu = new StoreScu(association);
        this.received = received;
        this.over = over;
    }

    /**
     * Connects and associates.
     *
     * @throws AssociationRejectedException where the peer does not want to
     * @throws IOException where it cannot be reached, or does not answer in time
     */
    public static ScuAssociation open(AssociateOptions options) throws IOException {
        Workers workers = new Workers("dicom-scu-" + options.peer().aet(), 1, 1);
        try {
            ScuAssociation opened = open(options, workers);
            opened.over.whenComplete((nothing, failure) -> workers.close());
            return opened;
        } catch (IOException | RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    static ScuAssociation open(AssociateOptions options, Workers workers) throws IOException {
        return new AssociationRequestor(options, workers).open();
    }

    // ---- what was agreed ----

    public AssociationInfo info() {
        return association;
    }

    /** The transfer syntaxes in which the peer performs this SOP class; empty where it does not. */
    public List<String> acceptedTransferSyntaxes(String abstractSyntax) {
        return association.negotiated().contextsAsScu(abstractSyntax).stream()
                .map(AcceptedContext::transferSyntax)
                .toList();
    }

    /** Whether a feature proposed by extended negotiation was agreed to; see the constants there. */
    public boolean isAgreed(String sopClassUid, int feature) {
        return association.negotiated().isAgreed(sopClassUid, feature);
    }

    /** How many operations may be outstanding; 0 for no limit. */
    public int window() {
        return association.negotiated().mayInvoke();
    }

    // ---- operations ----

    /** C-ECHO. */
    public DimseStatus echo() throws IOException {
        AcceptedContext context = context(UID.Verification);
        FutureStatus result = new FutureStatus();
        int messageId = association.exchanges().begin(result);
        association.out().send(context.id(), Command.request(CommandField.C_ECHO, messageId, UID.Verification, false));
        return await(result.future());
    }

    /**
     * C-STORE; waits for the response.
     *
     * @throws IllegalStateException where the peer has not accepted the SOP class in this transfer syntax
     */
    public DimseStatus store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSetWriter dataSet)
            throws IOException {
        return await(storeAsync(sopClassUid, sopInstanceUid, transferSyntaxUid, dataSet));
    }

    /** C-STORE of an instance as it is stored, or converted to what the peer takes; 0122H where it takes neither. */
    public DimseStatus store(SubOperation instance) throws IOException {
        AcceptedContext context = association.negotiated().contextFor(instance).orElse(null);
        if (context == null) {
            return DimseStatus.SOP_CLASS_NOT_SUPPORTED.withComment("not accepted by peer in any transfer syntax");
        }
        return await(storeScu.store(context, instance, StoreScu.Origin.OURSELVES));
    }

    /**
     * C-STORE; returns as soon as the request is sent, having waited for a place in the asynchronous operations window.
     * The future fails with an IOException where the association ends before the response; it is completed on the
     * association's thread, so what depends on it must not wait.
     *
     * @throws IllegalStateException where the peer has not accepted the SOP class in this transfer syntax
     */
    public CompletableFuture<DimseStatus> storeAsync(
            String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSetWriter dataSet)
            throws IOException {
        for (AcceptedContext context : association.negotiated().contextsAsScu(sopClassUid)) {
            if (context.transferSyntax().equals(transferSyntaxUid)) {
                return storeScu.store(
                        context, sopClassUid, sopInstanceUid, StoreScu.Origin.OURSELVES, dataSet::writeTo);
            }
        }
        throw new IllegalStateException("peer has not accepted " + sopClassUid + " in " + transferSyntaxUid);
    }

    /**
     * C-FIND. Each match goes to {@code matches} on the caller's thread; where that answers false, C-CANCEL is sent, and
     * what still comes is passed over.
     */
    public DimseStatus find(String sopClassUid, Attributes identifier, Predicate<Attributes> matches)
            throws IOException {
        ResponseQueue responses = new ResponseQueue(association);
        responses.request(
                CommandField.C_FIND, context(sopClassUid), identifier, request -> request.with(Tag.Priority, 0));
        Response last =
                responses.forEach(response -> response.identifier() == null || matches.test(response.identifier()));
        return last.status();
    }

    /**
     * A DIMSE-N service, PS3.7 10.1; waits for the response. N-EVENT-REPORT needs its class proposed {@link AssociateOptions#asScp as
     * SCP}.
     *
     * @throws IllegalStateException where the peer has not accepted the class with us in the role needed
     */
    public NormalizedResponse perform(NormalizedRequest request) throws IOException {
        return await(new NormalizedScu(association).send(request));
    }

    /** C-MOVE. Each pending response goes to {@code progress}; where that answers false, C-CANCEL is sent. */
    public RetrieveResponse move(
            String sopClassUid, Attributes identifier, String destinationAet, Predicate<SubOperationCounts> progress)
            throws IOException {
        ResponseQueue responses = new ResponseQueue(association);
        responses.request(
                CommandField.C_MOVE, context(sopClassUid), identifier, request -> request.with(Tag.Priority, 0)
                        .with(Tag.MoveDestination, VR.AE, destinationAet));
        return retrieved(responses, progress);
    }

    /**
     * C-GET: the instances come to {@code store}, on the association's thread; they need contexts proposed
     * {@link AssociateOptions#asScp as SCP}. Else like {@link #move}. One at a time.
     */
    public RetrieveResponse get(
            String sopClassUid, Attributes identifier, StoreScp store, Predicate<SubOperationCounts> progress)
            throws IOException {
        received.begin(store);
        try {
            ResponseQueue responses = new ResponseQueue(association);
            responses.request(
                    CommandField.C_GET, context(sopClassUid), identifier, request -> request.with(Tag.Priority, 0));
            return retrieved(responses, progress);
        } finally {
            received.end();
        }
    }

    private static RetrieveResponse retrieved(ResponseQueue responses, Predicate<SubOperationCounts> progress)
            throws IOException {
        Response last = responses.forEach(response -> progress.test(Statuses.counts(response.command())));
        List<String> failed = last.identifier() == null
                ? List.of()
                : List.of(last.identifier().getStrings(Tag.FailedSOPInstanceUIDList));
        return new RetrieveResponse(last.status(), Statuses.counts(last.command()), failed);
    }

    private AcceptedContext context(String sopClassUid) {
        List<AcceptedContext> contexts = association.negotiated().contextsAsScu(sopClassUid);
        if (contexts.isEmpty()) throw new IllegalStateException("peer has not accepted " + sopClassUid);
        return contexts.get(0);
    }

    private <T> T await(CompletableFuture<T> result) throws IOException {
        try {
            return Waiting.forResult(result, association.dimseTimeout());
        } catch (TimeoutException e) {
            association.layer().abort("no response in time");
            throw new IOException("no response within " + association.dimseTimeout(), e);
        }
    }

    // ---- ending ----

    /** A-RELEASE: waits for operations outstanding, then for the peer's answer; A-ABORT where that does not come. */
    public void release() throws IOException {
        if (isOver()) return;
        association.exchanges().awaitAll();
        association.layer().requestRelease();
        await(over);
    }

    /** A-ABORT. */
    public void abort() {
        association.layer().abort("aborted by its user");
    }

    /** Releases, or aborts where that fails. */
    @Override
    public void close() {
        try {
            release();
        } catch (IOException e) {
            abort();
        }
    }

    boolean isOver() {
        return association.isOver();
    }

    Association association() {
        return association;
    }

    StoreScu storeScu() {
        return storeScu;
    }
}
