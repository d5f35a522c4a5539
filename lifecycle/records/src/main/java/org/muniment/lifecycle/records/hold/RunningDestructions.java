package org.muniment.lifecycle.records.hold;

import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.hold.Hold;

/** Tells who places a hold what is being destroyed. */
@FunctionalInterface
public interface RunningDestructions {

    /**
     * Studies the hold may be about that are past the last look at the holds. Asked after the hold was written: a destruction that is not among
     * them has not had its last look, and will see the hold.
     */
    List<StudyInstanceUid> beyondRecall(Hold hold);
}
