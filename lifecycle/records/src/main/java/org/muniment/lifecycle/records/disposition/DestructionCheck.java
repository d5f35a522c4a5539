package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.policy.FactsSource;
import org.muniment.lifecycle.engine.policy.HoldSource;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.destruction.Clearance;
import org.muniment.lifecycle.policy.destruction.DestructionGuard;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.retention.RetentionDecision;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;

/**
 * Reads everything anew and asks the guard. Dry runs and executions go through this very code, so what an officer is shown is what would happen.
 */
public final class DestructionCheck {

    /**
     * What was found.
     *
     * @param facts and decision of now; empty where there is nothing of the study
     * @param clearance what lets it be destroyed; only the guard makes one
     * @param refusals why not; empty where it is cleared. No patient data
     * @param holds how many were read, of whatever
     */
    record Finding(
            Instant at,
            Optional<StudyFacts> facts,
            Optional<RetentionDecision> decision,
            Optional<Clearance.Cleared> clearance,
            List<String> refusals,
            int holds) {

        boolean isCleared() {
            return clearance.isPresent();
        }
    }

    private final FactsSource facts;
    private final PoliciesInForce policies;
    private final HoldSource holds;
    private final Clock clock;

    public DestructionCheck(FactsSource facts, PoliciesInForce policies, HoldSource holds, Clock clock) {
        this.facts = facts;
        this.policies = policies;
        this.holds = holds;
        this.clock = clock;
    }

    /** As if what is decided now were approved. */
    Finding first(StudyInstanceUid study) {
        return check(study, Optional.empty());
    }

    /** Whether what was approved may be done now. */
    Finding again(StudyInstanceUid study, RecordedDecision approved) {
        return check(study, Optional.of(approved));
    }

    Optional<StudyFacts> facts(StudyInstanceUid study) {
        return facts.of(study);
    }

    private Finding check(StudyInstanceUid study, Optional<RecordedDecision> approved) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<StudyFacts> found = facts.of(study);
        if (found.isEmpty())
            return new Finding(
                    at,
                    found,
                    Optional.empty(),
                    Optional.empty(),
                    List.of("NOT_THERE: the archive has nothing of it"),
                    0);
        StudyFacts now = found.get();
        Clock local = facts.clock(now);
        RetentionPolicies inForce = policies.retention();
        RetentionDecision decision = inForce.decide(now, local);
        // the holds last: what was placed up to here is seen
        Collection<Hold> held = holds.inForce();
        Clearance clearance = new DestructionGuard(inForce)
                .toDestroy(approved.map(was -> was.decision(inForce)).orElse(decision), now, held, local);
        Optional<Clearance.Cleared> cleared =
                clearance instanceof Clearance.Cleared yes ? Optional.of(yes) : Optional.empty();
        List<String> refusals = clearance instanceof Clearance.Refused no ? words(no) : List.of();
        return new Finding(at, found, Optional.of(decision), cleared, refusals, held.size());
    }

    private static List<String> words(Clearance.Refused refused) {
        return refused.refusals().stream()
                .map(refusal -> refusal.reason() + ": " + refusal.why())
                .distinct()
                .toList();
    }
}
