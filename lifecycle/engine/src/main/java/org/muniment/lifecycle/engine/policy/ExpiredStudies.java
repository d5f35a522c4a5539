package org.muniment.lifecycle.engine.policy;

import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.retention.RetentionDecision;

/** Studies whose retention is over, listed for a records officer to look at; to be on the list destroys nothing. */
public interface ExpiredStudies {

    /** Puts a study on the list, or leaves it there. */
    void expired(RetentionDecision decision);

    /** Takes a study off the list, where it is on it. */
    void notExpired(StudyInstanceUid study);
}
