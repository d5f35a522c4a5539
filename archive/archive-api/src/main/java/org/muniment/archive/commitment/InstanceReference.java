package org.muniment.archive.commitment;

import java.util.Objects;
import org.muniment.archive.id.SopInstanceUid;

/** An instance by its class and UID, as an item of Referenced SOP Sequence (0008,1199) names it. */
public record InstanceReference(String sopClassUid, SopInstanceUid instance) {

    public InstanceReference {
        Objects.requireNonNull(sopClassUid);
        Objects.requireNonNull(instance);
    }
}
