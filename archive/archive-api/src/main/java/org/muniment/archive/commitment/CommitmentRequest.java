package org.muniment.archive.commitment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * A peer's request that the archive take the responsibility for instances (PS3.4 J.3.2), whose result it has not been told yet.
 *
 * @param calledAet the name it called the archive by, which the result comes from
 * @param receivedAt cut to milliseconds
 */
public record CommitmentRequest(
        CommitmentId id, String calledAet, Instant receivedAt, List<InstanceReference> references) {

    public CommitmentRequest {
        Objects.requireNonNull(id);
        Objects.requireNonNull(calledAet);
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        references = List.copyOf(references);
    }
}
