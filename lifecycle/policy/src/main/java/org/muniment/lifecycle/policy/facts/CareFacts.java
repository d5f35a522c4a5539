package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;
import java.util.List;

/**
 * What happened to the patient beside this study.
 *
 * @param lastSeen the last contact with the patient anywhere in the institution
 * @param lastExamOfKind the patient's last exam of the same kind at the same facility
 * @param lastTreatment the last treatment this study belongs to, e.g. of a course of radiotherapy
 * @param discharge the end of the encounter the study was made in; none where there was no admission
 * @param diagnoses all coded ones of the patient; unknown where nobody sends them
 * @param procedures likewise
 */
public record CareFacts(
        Fact<LocalDate> lastSeen,
        Fact<LocalDate> lastExamOfKind,
        Fact<LocalDate> lastTreatment,
        Fact<LocalDate> discharge,
        Fact<List<CodedEvent>> diagnoses,
        Fact<List<CodedEvent>> procedures) {

    /** Nothing of it: it is patient data. */
    @Override
    public String toString() {
        return "CareFacts";
    }
}
