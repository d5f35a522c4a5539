package org.muniment.dicom.net;

import java.io.IOException;
import java.io.InputStream;

/**
 * Performs C-STORE, PS3.4 Annex B. Called on the association's thread, so requests of one association come one after
 * another; handlers of several associations run at once.
 */
@FunctionalInterface
public interface StoreScp {

    /**
     * Stores one instance. What this answers is sent to the peer, so success means stored for good.
     *
     * @param dataSet the data set's raw bytes in {@link StoreRequest#transferSyntaxUid()}, straight from the socket. It
     *     ends where the data set ends; where the association breaks before, reading throws. What is left unread is
     *     skipped
     * @throws IOException answered as 0110H (processing failure), like any other exception; where reading {@code dataSet}
     *     threw it, there is nobody left to answer
     */
    DimseStatus store(AssociationInfo association, StoreRequest request, InputStream dataSet) throws IOException;
}
