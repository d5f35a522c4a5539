package org.muniment.dicom.net;

import java.io.IOException;

/** Performs C-FIND, PS3.4 C.4.1. Called on a worker, while the association's thread listens for C-CANCEL. */
@FunctionalInterface
public interface FindScp {

    /**
     * Sends each match by {@link FindResponses#pending} and returns the final status. Where the peer has cancelled, FE00H
     * is answered whatever this returns.
     */
    DimseStatus find(AssociationInfo association, FindRequest request, FindResponses responses) throws IOException;
}
