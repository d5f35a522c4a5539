package org.muniment.core.commitment;

import java.util.List;
import java.util.Objects;
import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.archive.commitment.InstanceReference;

/**
 * What the archive answers to a request for storage commitment, PS3.4 J.3.3.
 *
 * @param committed instances it keeps from now on
 * @param failed instances the requestor must keep
 */
public record CommitmentResult(CommitmentRequest request, List<InstanceReference> committed, List<Failure> failed) {

    /** An instance that is not committed, and why. */
    public record Failure(InstanceReference reference, FailureReason reason) {
        public Failure {
            Objects.requireNonNull(reference);
            Objects.requireNonNull(reason);
        }
    }

    public CommitmentResult {
        Objects.requireNonNull(request);
        committed = List.copyOf(committed);
        failed = List.copyOf(failed);
    }
}
