package org.muniment.lifecycle.policy.hold;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.policy.condition.Condition;
import org.muniment.lifecycle.policy.condition.Truth;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.PatientFacts;
import org.muniment.lifecycle.policy.facts.StudyFacts;

/** What a hold covers, also of what arrives after it was placed. */
public sealed interface HoldScope {

    boolean covers(StudyFacts facts, LocalDate today);

    record OfStudy(StudyInstanceUid study) implements HoldScope {
        @Override
        public boolean covers(StudyFacts facts, LocalDate today) {
            return facts.study().equals(study);
        }
    }

    /**
     * The person who had this identifier, so that it goes along when patients are merged; with the studies that were this person's once, whoever's a
     * person decided they are now: what a court wants kept does not end with a correction. Where the issuer is not known, of the hold or of the patient, it is
     * whoever has this id: rather one too many is kept than one too few.
     */
    record OfPatient(PatientIdentifier identifier) implements HoldScope {
        @Override
        public boolean covers(StudyFacts facts, LocalDate today) {
            PatientFacts patient = facts.patient();
            return Stream.concat(patient.identifiers().stream(), patient.filedUnder().stream())
                    .anyMatch(this::mayMean);
        }

        /** Whether a person who has the other identifier may be the one. */
        public boolean mayMean(PatientIdentifier known) {
            return known.id().equals(identifier.id())
                    && (!known.hasIssuer()
                            || !identifier.hasIssuer()
                            || known.issuer().equals(identifier.issuer()));
        }
    }

    /** All studies of which the condition holds, and all of which nobody knows whether it does. */
    record OfQuery(Condition condition) implements HoldScope {
        @Override
        public boolean covers(StudyFacts facts, LocalDate today) {
            return condition.test(new Evidence(facts, today)) != Truth.FALSE;
        }
    }
}
