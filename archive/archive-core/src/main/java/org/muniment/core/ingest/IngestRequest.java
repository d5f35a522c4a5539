package org.muniment.core.ingest;

import java.util.Objects;
import org.muniment.archive.id.SopInstanceUid;

/**
 * What a sender says about the data set it sends.
 *
 * @param source the AE title or other name of the sender, kept with the instance
 * @param sopClassUid Affected SOP Class UID; the data set must have the same
 * @param sopInstanceUid Affected SOP Instance UID; the data set must have the same
 * @param transferSyntaxUid what the data set's bytes are encoded in
 */
public record IngestRequest(
        String source,
        IngestPolicy policy,
        String sopClassUid,
        SopInstanceUid sopInstanceUid,
        String transferSyntaxUid) {

    public IngestRequest {
        Objects.requireNonNull(source);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(sopClassUid);
        Objects.requireNonNull(sopInstanceUid);
        Objects.requireNonNull(transferSyntaxUid);
    }
}
