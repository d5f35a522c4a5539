package org.muniment.archive.index;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.rejection.RejectionCode;

/**
 * What the archive has of an instance that is about to be committed.
 *
 * @param present committed instances in sight with its SOP Instance UID, in whatever series
 * @param rejectedBy the rejection notes in force that name the instance; it must not come in sight then
 * @param rejected the instance itself, where it is held back
 */
public record Known(
        List<InstanceRecord> present,
        Map<SopInstanceUid, RejectionCode> rejectedBy,
        Optional<InstanceRecord> rejected) {

    public Known {
        present = List.copyOf(present);
        rejectedBy = Map.copyOf(rejectedBy);
        Objects.requireNonNull(rejected);
    }
}
