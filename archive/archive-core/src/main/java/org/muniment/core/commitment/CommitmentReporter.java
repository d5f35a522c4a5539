package org.muniment.core.commitment;

/** Tells requestors the results of their requests. For several threads. */
@FunctionalInterface
public interface CommitmentReporter {

    /** On return the requestor has confirmed the result. */
    void report(CommitmentResult result) throws NotDeliveredException;
}
