package org.muniment.lifecycle.engine.policy;

import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.retention.RetentionDecision;

/** Studies that may be destroyed as far as retention is concerned, for a records officer to look at; by itself it destroys nothing. */
public interface DueList {

    /** Puts a study on the list, or leaves it there. */
    void due(RetentionDecision decision);

    /** Takes a study off the list, where it is on it. */
    void notDue(StudyInstanceUid study);
}
