package org.muniment.lifecycle.engine.policy;

import java.time.Clock;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.facts.StudyFacts;

/** Gathers what policies ask of a study. */
public interface FactsSource {

    /**
     * All facts, read anew; empty where the archive has nothing of the study, in sight or held back.
     *
     * <p>That a study is hidden changes none of them: rejection notes (of any title) don't count as instances, neither for the revision nor for the last
     * change, and what they hold back counts as if it were in sight. Else no study that was hidden before its destruction could ever be destroyed.
     *
     * @throws org.muniment.archive.error.ArchiveException where they can't be read; nothing may be decided then
     */
    Optional<StudyFacts> of(StudyInstanceUid study);

    /** In the time zone of the study's facility. */
    Clock clock(StudyFacts facts);
}
