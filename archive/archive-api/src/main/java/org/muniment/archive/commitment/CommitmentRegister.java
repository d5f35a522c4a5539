package org.muniment.archive.commitment;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps requests for storage commitment until their results are delivered, over crashes too. Writes are idempotent and durable on
 * return. Safe for use by many threads. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface CommitmentRegister {

    /** Keeps the request, in place of one with the same id that came before it. */
    void record(CommitmentRequest request);

    Optional<CommitmentRequest> find(CommitmentId id);

    /** Those kept; in no order. Lazy; the caller closes it. */
    Stream<CommitmentId> pending();

    /** Nothing is left to do for this request. One with the same id that came later stays. */
    void settle(CommitmentRequest request);
}
