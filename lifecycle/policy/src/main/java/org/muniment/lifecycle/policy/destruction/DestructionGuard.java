package org.muniment.lifecycle.policy.destruction;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.muniment.lifecycle.policy.destruction.Clearance.Cleared;
import org.muniment.lifecycle.policy.destruction.Clearance.Refused;
import org.muniment.lifecycle.policy.destruction.Refusal.Reason;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.retention.RetentionDecision;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/**
 * What every step that destroys must pass, right before it is done and with facts and holds read anew: an approval says that somebody agreed, not that
 * it is still right. It never trusts a decision it is shown but decides again.
 */
public final class DestructionGuard {

    private final RetentionPolicies policies;

    public DestructionGuard(RetentionPolicies policies) {
        this.policies = policies;
    }

    /**
     * Whether a study may be destroyed, all copies of it.
     *
     * @param approved what was reviewed and approved
     * @param holds all that there are, or all that may cover the study
     * @param clock in the time zone of the study's facility
     */
    public Clearance toDestroy(RetentionDecision approved, StudyFacts now, Collection<Hold> holds, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        RetentionDecision decision = policies.decide(now, today);
        List<Refusal> refusals = new ArrayList<>();
        if (!approved.study().equals(now.study()))
            refusals.add(new Refusal(Reason.MISMATCH, "what was approved is about " + approved.study()));
        for (Hold hold : Hold.inForceOn(now, holds, today)) refusals.add(held(hold));
        for (PolicyVersion version : approved.policies())
            if (!policies.book().isActive(version))
                refusals.add(new Refusal(Reason.POLICY_NOT_ACTIVE, version + " is not in force any more"));
        if (!approved.policies().containsAll(decision.policies()))
            refusals.add(new Refusal(Reason.FACTS_CHANGED, "other policies apply now: " + decision.policies()));
        if (!approved.inputs().equals(decision.inputs()))
            refusals.add(new Refusal(Reason.FACTS_CHANGED, "changed since: " + changed(approved, decision)));
        if (!approved.isDue(today)) refusals.add(new Refusal(Reason.NOT_DUE, "it was not due when it was approved"));
        if (!decision.isDue(today)) refusals.add(new Refusal(Reason.NOT_DUE, "it is not due"));
        return answer(now, Optional.empty(), refusals);
    }

    /**
     * Whether one copy may go while the study stays: the last step of each move and of each repair.
     *
     * @param wanted how many good copies should be on which tier. A copy that is not good itself may go without: repair needs its room
     */
    public Clearance toRemoveCopy(
            Copy copy, StudyFacts now, Map<String, Integer> wanted, Collection<Hold> holds, Clock clock) {
        List<Refusal> refusals = new ArrayList<>();
        List<Copy> copies = now.storage().copies();
        if (!copies.contains(copy)) refusals.add(new Refusal(Reason.MISMATCH, "there is no such copy"));
        List<Copy> good = copies.stream()
                .filter(other -> !other.equals(copy) && other.verified())
                .toList();
        if (good.isEmpty()) refusals.add(new Refusal(Reason.LAST_COPY, "no other copy is known to be good"));
        if (copy.verified()) refusals.addAll(missing(good, wanted));
        for (Hold hold : Hold.inForceOn(now, holds, LocalDate.now(clock)))
            refusals.addAll(heldCopies(hold, copy, good));
        return answer(now, Optional.of(copy), refusals);
    }

    private static List<Refusal> missing(List<Copy> good, Map<String, Integer> wanted) {
        List<Refusal> refusals = new ArrayList<>();
        for (String tier : new TreeSet<>(wanted.keySet())) {
            long there = good.stream().filter(copy -> copy.tier().equals(tier)).count();
            if (there < wanted.get(tier))
                refusals.add(new Refusal(
                        Reason.COPIES_MISSING, tier + " should have " + wanted.get(tier) + ", would have " + there));
        }
        return refusals;
    }

    /** A move may go on under a hold, but neither the bytes as they were archived nor, where the hold says so, quick access may get lost by it. */
    private static List<Refusal> heldCopies(Hold hold, Copy copy, List<Copy> good) {
        if (isLost(copy, good, Copy::asReceived) || hold.keepOnline() && isLost(copy, good, Copy::online))
            return List.of(held(hold));
        return List.of();
    }

    private static boolean isLost(Copy copy, List<Copy> good, Predicate<Copy> quality) {
        return quality.test(copy) && good.stream().noneMatch(quality);
    }

    private static Refusal held(Hold hold) {
        return new Refusal(
                Reason.HELD, "hold " + hold.id() + ", case " + hold.order().caseNumber());
    }

    /** Names only: the values are patient data. */
    private static String changed(RetentionDecision before, RetentionDecision now) {
        TreeSet<String> names = new TreeSet<>(before.inputs().keySet());
        names.addAll(now.inputs().keySet());
        names.removeIf(name -> before.inputs().containsKey(name)
                && before.inputs().get(name).equals(now.inputs().get(name)));
        return String.join(", ", names);
    }

    private static Clearance answer(StudyFacts facts, Optional<Copy> copy, List<Refusal> refusals) {
        return refusals.isEmpty() ? new Cleared(facts.study(), copy) : new Refused(refusals);
    }
}
