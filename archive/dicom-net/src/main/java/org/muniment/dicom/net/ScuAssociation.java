package org.muniment.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.muniment.dicom.Attributes;

/**
 * The SCU side: an association we asked for. Any thread may use it; operations beyond the window the peer grants wait
 * for a place. An operation whose response does not come within the DIMSE timeout aborts the association.
 */
public final class ScuAssociation implements Closeable {

    /** Associates. @throws AssociationRejectedException where the peer does not want to */
    public static ScuAssociation open(AssociateOptions options) throws IOException {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public AssociationInfo info() {
        throw new UnsupportedOperationException();
    }

    /** The transfer syntaxes in which the peer takes this SOP class; empty where it does not. */
    public List<String> acceptedTransferSyntaxes(String abstractSyntax) {
        throw new UnsupportedOperationException();
    }

    /** C-ECHO. */
    public DimseStatus echo() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** C-STORE; waits for the response. The transfer syntax must be an accepted one. */
    public DimseStatus store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSetWriter dataSet)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** C-STORE of an instance as it is stored, or converted to what the peer takes; 0122H where it takes neither. */
    public DimseStatus store(SubOperation instance) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * C-STORE; returns as soon as the request is sent, having waited for a place in the asynchronous operations window.
     * The future fails with an IOException where the association ends before the response.
     */
    public CompletableFuture<DimseStatus> storeAsync(
            String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSetWriter dataSet)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * C-FIND. Each match goes to {@code matches} on the caller's thread; where that answers false, C-CANCEL is sent, and
     * what still comes is passed over.
     */
    public DimseStatus find(String sopClassUid, Attributes identifier, Predicate<Attributes> matches)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** C-MOVE. Each pending response goes to {@code progress}; where that answers false, C-CANCEL is sent. */
    public RetrieveResponse move(
            String sopClassUid, Attributes identifier, String destinationAet, Predicate<SubOperationCounts> progress)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** C-GET: the instances come to {@code store}, on the association's thread. Else like {@link #move}. */
    public RetrieveResponse get(
            String sopClassUid, Attributes identifier, StoreScp store, Predicate<SubOperationCounts> progress)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A-RELEASE: waits for operations outstanding, then for the peer's answer. */
    public void release() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A-ABORT. */
    public void abort() {
        throw new UnsupportedOperationException();
    }

    /** Releases, or aborts where that fails. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
