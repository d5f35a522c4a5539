package org.muniment.core.tier;

import org.muniment.archive.id.StudyInstanceUid;

/** Brings studies back from offline tiers for somebody who waits. Safe for use by many threads. */
public interface Recalls {

    /**
     * Asks that the study be made readable, before all work nobody waits for. Asked again while it is under way it changes nothing; of a study
     * that is readable it does nothing.
     *
     * @param by who asks: a user, or an AE title
     */
    RecallState request(StudyInstanceUid study, String by);

    RecallState state(StudyInstanceUid study);
}
