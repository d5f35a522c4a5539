package org.muniment.dicom.net;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.muniment.dicom.net.dimse.MessageOutput;

/** C-GET: instances go back on the association that asked for them, PS3.4 C.4.3. */
final class SameAssociationTarget implements StoreTarget {

    private final Association association;
    private final StoreScu scu;
    private final StoreScu.Origin origin;

    SameAssociationTarget(Association association, int priority) {
        this.association = association;
        this.scu = new StoreScu(association);
        this.origin = new StoreScu.Origin(priority, null, 0);
    }

    @Override
    public CompletableFuture<DimseStatus> store(SubOperation instance) throws CannotSendException, IOException {
        return store(association, scu, instance, origin);
    }

    static CompletableFuture<DimseStatus> store(
            Association association, StoreScu scu, SubOperation instance, StoreScu.Origin origin)
            throws CannotSendException, IOException {
        AcceptedContext context = association
                .negotiated()
                .contextFor(instance)
                .orElseThrow(() -> new CannotSendException(
                        association
                                        .negotiated()
                                        .contextsAsScu(instance.sopClassUid())
                                        .isEmpty()
                                ? "SOP class not accepted by peer"
                                : "no transfer syntax accepted by peer"));
        try {
            return scu.store(context, instance, origin);
        } catch (MessageOutput.DataSetException e) {
            throw new CannotSendException("instance cannot be read", e.getCause());
        }
    }

    @Override
    public int window() {
        return association.negotiated().mayInvoke();
    }

    @Override
    public void close() {
        // the association is the requestor's to release
    }
}
