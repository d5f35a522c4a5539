package org.muniment.archive.commitment;

import java.util.Objects;
import org.muniment.archive.id.TransactionUid;

/**
 * Which request for storage commitment: a Transaction UID is unique to whoever made it.
 *
 * @param requestor AE title of the SCU
 */
public record CommitmentId(String requestor, TransactionUid transaction) {

    public CommitmentId {
        Objects.requireNonNull(requestor);
        Objects.requireNonNull(transaction);
    }
}
