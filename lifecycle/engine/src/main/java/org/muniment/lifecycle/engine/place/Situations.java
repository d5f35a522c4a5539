package org.muniment.lifecycle.engine.place;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.copies.CopyLine;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.engine.facts.StudyFactsGatherer;
import org.muniment.lifecycle.engine.policy.HoldSource;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.destruction.Clearance;
import org.muniment.lifecycle.policy.destruction.DestructionGuard;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.hold.Hold;

/** Reads all that a decision needs, anew each time; remembers only which tiers are being drained. */
public final class Situations {

    private final CopyStores copies;
    private final StudyFactsGatherer facts;
    private final PoliciesInForce policies;
    private final HoldSource holds;
    private final Supplier<Map<String, TierState>> tiers;
    private final Drains drains = new Drains();

    /** @param tiers as they are now, by name */
    public Situations(
            CopyStores copies,
            StudyFactsGatherer facts,
            PoliciesInForce policies,
            HoldSource holds,
            Supplier<Map<String, TierState>> tiers) {
        this.copies = copies;
        this.facts = facts;
        this.policies = policies;
        this.holds = holds;
        this.tiers = tiers;
    }

    public CopyStores copies() {
        return copies;
    }

    /** Empty where the archive has nothing of the study. */
    public Optional<Situation> of(StudyInstanceUid study, Target target) {
        StudyLines lines = copies.lines(study);
        return facts.of(lines).map(found -> {
            Collection<Hold> inForce = holds.inForce();
            Map<String, TierState> full = tiers.get();
            Verdict verdict = LifecycleRules.of(policies)
                    .judge(
                            found,
                            full,
                            drains.at(policies.placement(), full),
                            inForce,
                            LocalDate.now(facts.clock(found)));
            Map<String, Integer> wanted =
                    target.copies().orElse(verdict.placement().copies());
            return new Situation(lines, found, verdict, inForce, wanted);
        });
    }

    /** Whether a copy may go. */
    public Clearance ask(CopyLine line, Situation now) {
        Clock clock = facts.clock(now.facts());
        return new DestructionGuard(policies.retention())
                .toRemoveCopy(line.copy(), now.facts(), now.wanted(), now.holds(), clock);
    }
}
