package org.muniment.lifecycle.policy.retention;

import java.util.List;
import java.util.Optional;
import org.muniment.lifecycle.policy.condition.Condition;
import org.muniment.lifecycle.policy.condition.Truth;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.retention.KeepUntil.Undetermined;
import org.muniment.lifecycle.policy.version.Policy;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/**
 * How long studies of some kind must be kept, and by whose order.
 *
 * @param mandate the law, code or decision of the institution that orders it
 * @param citation where to read that, and who confirmed it
 * @param appliesTo studies it says nothing about are not its business
 */
public record RetentionPolicy(
        PolicyVersion version, String mandate, String citation, Condition appliesTo, List<RetentionRule> rules)
        implements Policy {

    public RetentionPolicy {
        rules = List.copyOf(rules);
    }

    /** Empty where the policy does not apply. Where an unknown fact decides whether it does, or by which rule, the outcome is undetermined. */
    Optional<PolicyOutcome> decide(Evidence evidence) {
        return switch (appliesTo.test(evidence)) {
            case FALSE -> Optional.empty();
            case UNKNOWN -> Optional.of(undetermined("whether it applies", evidence));
            case TRUE -> Optional.of(firstRule(evidence));
        };
    }

    private PolicyOutcome firstRule(Evidence evidence) {
        for (RetentionRule rule : rules) {
            Truth holds = rule.when().test(evidence);
            if (holds == Truth.UNKNOWN) return undetermined("whether rule '" + rule.name() + "' holds", evidence);
            if (holds == Truth.TRUE)
                return new PolicyOutcome(this, rule.name(), rule.keepUntil().evaluate(evidence));
        }
        return outcome("none", "none of its rules holds");
    }

    private PolicyOutcome undetermined(String what, Evidence evidence) {
        return outcome("none", what + " depends on what is not known: " + String.join(", ", evidence.unknowns()));
    }

    private PolicyOutcome outcome(String rule, String why) {
        return new PolicyOutcome(this, rule, new Branch("not computed", new Undetermined(why), List.of()));
    }
}
