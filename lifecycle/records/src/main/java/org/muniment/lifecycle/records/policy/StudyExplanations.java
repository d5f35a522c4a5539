package org.muniment.lifecycle.records.policy;

import java.time.LocalDate;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.policy.FactsSource;
import org.muniment.lifecycle.engine.policy.HoldSource;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.hold.Hold;

/** Tells why a study has the date it has: decided anew, by the same rules as everything else. */
public final class StudyExplanations {

    private final FactsSource facts;
    private final PoliciesInForce policies;
    private final HoldSource holds;

    public StudyExplanations(FactsSource facts, PoliciesInForce policies, HoldSource holds) {
        this.facts = facts;
        this.policies = policies;
        this.holds = holds;
    }

    /** @throws ArchiveException NOT_FOUND where the archive has nothing of it */
    public StudyExplanation explain(StudyInstanceUid study) {
        StudyFacts found = facts.of(study)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "the archive has nothing of this study"));
        LocalDate today = LocalDate.now(facts.clock(found));
        return StudyExplanation.of(
                found, policies.retention().decide(found, today), Hold.inForceOn(found, holds.inForce(), today), today);
    }
}
