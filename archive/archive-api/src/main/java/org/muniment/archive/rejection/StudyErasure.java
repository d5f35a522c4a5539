package org.muniment.archive.rejection;

import java.util.Collection;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.StudyInstanceUid;

/** Removes for good what was held back. Who may call it, and after which checks, is a matter of records management. */
public interface StudyErasure {

    /**
     * Removes what is held back of these instances of the study: their rows, and what leads to them and says of them that they were rejected. Where
     * nothing of the study is in sight, also the ways by which it is found, and whose it was. What is in sight is never touched, be it the same instance,
     * stored again. To be followed by {@link RejectionIndex#prune}.
     *
     * <p>Durable on return and idempotent; one that fails may have happened in part, and repeating it completes it. Failures are
     * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
     */
    void erase(StudyInstanceUid study, Collection<InstanceId> instances);
}
