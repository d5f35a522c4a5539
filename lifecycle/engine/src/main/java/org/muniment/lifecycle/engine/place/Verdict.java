package org.muniment.lifecycle.engine.place;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.placement.PlacementDecision;
import org.muniment.lifecycle.policy.retention.RetentionDecision;

/**
 * What is to become of a study, as its facts are today.
 *
 * @param placement where its copies should be
 * @param crowded whether a tier's watermarks want it elsewhere than the rules
 * @param retention how long it must exist
 * @param holds those that keep it
 * @param due whether it may be proposed for destruction: its time is over and nothing holds it. To destroy it takes more than that
 * @param changes the first later day on which any of this may be otherwise, with the same facts, tiers, holds and policies; empty where time alone
 *     changes nothing
 */
public record Verdict(
        PlacementDecision placement,
        boolean crowded,
        RetentionDecision retention,
        List<Hold> holds,
        boolean due,
        Optional<LocalDate> changes) {

    public Verdict {
        Objects.requireNonNull(placement);
        Objects.requireNonNull(retention);
        holds = List.copyOf(holds);
        Objects.requireNonNull(changes);
    }
}
