package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;

/**
 * The study's own dates.
 *
 * @param study Study Date (0008,0020)
 * @param received its first instance
 * @param lastViewed the last retrieval by a person or a system they used; none where nobody has
 * @param lastChange the last change of the record: instances added, rejected, corrected
 * @param lastInEffect of a document that was in force for a time, its last day; none where it still is
 */
public record StudyDates(
        Fact<LocalDate> study,
        Fact<LocalDate> received,
        Fact<LocalDate> lastViewed,
        Fact<LocalDate> lastChange,
        Fact<LocalDate> lastInEffect) {}
