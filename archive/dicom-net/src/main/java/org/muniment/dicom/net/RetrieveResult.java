package org.muniment.dicom.net;

import java.util.List;

/** What a {@link RetrieveScp} found. */
public sealed interface RetrieveResult {

    /** Nothing is sent; the status is the answer. */
    record Refused(DimseStatus status) implements RetrieveResult {}

    /**
     * Send these, in this order. The list is walked once, so it may make its elements as they are asked for.
     *
     * @param destination where to: given for C-MOVE, null for C-GET
     * @param preparation what has to be waited for before
     */
    record SubOperations(Destination destination, List<? extends SubOperation> instances, Preparation preparation)
            implements RetrieveResult {

        public SubOperations(Destination destination, List<? extends SubOperation> instances) {
            this(destination, instances, Preparation.NONE);
        }
    }
}
