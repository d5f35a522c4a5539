package org.muniment.dicom.net;

import java.io.IOException;

/**
 * Performs a DIMSE-N service, PS3.7 10.1. Called on the association's thread, in the order of the requests, and answered before the
 * next one is read: a handler that takes long makes its peer wait.
 */
@FunctionalInterface
public interface NormalizedScp {

    NormalizedResponse perform(ServedAssociation association, NormalizedRequest request) throws IOException;
}
