package org.muniment.lifecycle.engine.job;

import java.time.Instant;
import org.muniment.archive.id.StudyInstanceUid;

/** Looks at one study by all policies, and has done what they want. Harmless to repeat. */
public interface Evaluation {

    /** What {@link #evaluate} answers where a study need not be looked at again by itself. */
    Instant NEVER = Instant.MAX;

    /** @return when the study is to be looked at again */
    Instant evaluate(StudyInstanceUid study);
}
