package org.muniment.lifecycle.policy.retention;

import java.time.LocalDate;
import java.util.Optional;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.StudyFacts;

/**
 * A worked example in a policy's file: its author says what must come out.
 *
 * @param rule the rule that holds, {@code none} where none is found, {@code not applicable} where the policy does not apply
 * @param keepUntil a date, or one of {@code never}, {@code not yet}, {@code undetermined}, {@code not applicable}
 */
record RetentionExample(String name, StudyFacts facts, LocalDate today, String rule, String keepUntil) {

    private static final String NOT_APPLICABLE = "not applicable";

    /** @throws IllegalArgumentException where something else comes out */
    void check(RetentionPolicy policy) {
        Optional<PolicyOutcome> outcome = policy.decide(new Evidence(facts, today));
        String actualRule = outcome.map(PolicyOutcome::rule).orElse(NOT_APPLICABLE);
        String actual =
                outcome.map(PolicyOutcome::until).map(KeepUntil::toString).orElse(NOT_APPLICABLE);
        if (!actualRule.equals(rule) || !actual.split(":")[0].equals(keepUntil))
            throw new IllegalArgumentException("example '" + name + "' says " + keepUntil + " by rule '" + rule
                    + "', but it is " + actual + " by rule '" + actualRule + "'");
    }
}
