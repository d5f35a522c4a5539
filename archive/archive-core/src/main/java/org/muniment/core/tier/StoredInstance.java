package org.muniment.core.tier;

import java.time.Instant;
import java.util.Objects;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;

/**
 * What must be known of an instance to look after its copies; a study's worth of them fits into memory.
 *
 * @param heldBack whether a rejection note keeps it out of sight
 */
public record StoredInstance(
        InstanceId id,
        ObjectKey key,
        long size,
        Sha256 digest,
        String transferSyntaxUid,
        Instant receivedAt,
        String source,
        boolean heldBack) {

    public StoredInstance {
        Objects.requireNonNull(id);
        Objects.requireNonNull(key);
        Objects.requireNonNull(digest);
        Objects.requireNonNull(transferSyntaxUid);
        Objects.requireNonNull(receivedAt);
        Objects.requireNonNull(source);
    }

    static StoredInstance of(InstanceRecord row, boolean heldBack) {
        return new StoredInstance(
                row.id(),
                row.location().key(),
                row.size(),
                row.digest(),
                row.transferSyntaxUid(),
                row.receivedAt(),
                row.source(),
                heldBack);
    }
}
