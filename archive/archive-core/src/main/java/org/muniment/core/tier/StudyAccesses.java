package org.muniment.core.tier;

import org.muniment.archive.id.StudyInstanceUid;

/** Takes note of who reads what, as access moves a study back up. Cheap, never fails, and coalesces bursts; safe for use by many threads. */
@FunctionalInterface
public interface StudyAccesses {

    /** @param by who reads: a user, or an AE title */
    void accessed(StudyInstanceUid study, String by);
}
