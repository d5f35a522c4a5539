package org.muniment.lifecycle.policy.facts;

import org.muniment.archive.id.StudyInstanceUid;

/**
 * All that rules may ask about a study, gathered by who calls them. All dates are local dates of the study's facility: what the calendar there said. Whatever
 * is not known says so; a rule never takes unknown for none.
 *
 * @param patient the living patient, after all merges
 */
public record StudyFacts(
        StudyInstanceUid study,
        Origin origin,
        PatientFacts patient,
        CareFacts care,
        StudyDates dates,
        StorageFacts storage) {}
