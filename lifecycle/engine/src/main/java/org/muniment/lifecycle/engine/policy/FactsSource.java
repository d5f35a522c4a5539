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
     * @throws org.muniment.archive.error.ArchiveException where they can't be read; nothing may be decided then
     */
    Optional<StudyFacts> of(StudyInstanceUid study);

    /** In the time zone of the study's facility. */
    Clock clock(StudyFacts facts);
}
