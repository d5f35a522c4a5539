package org.muniment.dicom.net;

import java.io.IOException;

/**
 * Resolves a C-MOVE or C-GET, PS3.4 C.4.2 and C.4.3, to the instances to send; the server sends them, counts, answers
 * pending, and honours C-CANCEL. Called on a worker.
 */
@FunctionalInterface
public interface RetrieveScp {

    RetrieveResult retrieve(AssociationInfo association, RetrieveRequest request) throws IOException;
}
