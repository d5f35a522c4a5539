package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;
import java.util.Set;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * The living patient.
 *
 * @param identifiers all of them, those of patients merged into this one included
 * @param filedUnder those of everybody the study was ever filed under, where that is not only the living patient: a person has decided since whose it
 *     is, or some of its instances name another. Holds cover it by these, too; nothing else goes by them
 * @param birth PID-7; unknown where it is not a full date
 * @param death PID-29; none where nobody reported a death, unknown where one is reported without a full date (PID-30 alone)
 */
public record PatientFacts(
        Set<PatientIdentifier> identifiers,
        Set<PatientIdentifier> filedUnder,
        Fact<LocalDate> birth,
        Fact<LocalDate> death) {

    public PatientFacts {
        identifiers = Set.copyOf(identifiers);
        filedUnder = Set.copyOf(filedUnder);
    }

    /** Nothing of it: it is patient data. */
    @Override
    public String toString() {
        return "PatientFacts";
    }
}
