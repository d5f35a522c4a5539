package org.muniment.lifecycle.records.disposition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.Sha256;
import org.muniment.lifecycle.policy.retention.Branch;
import org.muniment.lifecycle.policy.retention.KeepUntil;
import org.muniment.lifecycle.policy.retention.PolicyOutcome;
import org.muniment.lifecycle.policy.retention.RetentionDecision;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicy;
import org.muniment.lifecycle.policy.version.PolicyException;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/**
 * A decision as somebody was shown it, kept so that the guard can hold the present one against it.
 *
 * @param due null where it was not due for any day
 * @param inputs the facts that were asked for. They are patient data
 * @param explanation as people read it. It has patient data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordedDecision(
        String study, LocalDate due, List<Rule> rules, Map<String, String> inputs, String explanation) {

    /** What one policy said. @param keepUntil in words */
    public record Rule(
            String policy, int version, String sha256, String rule, String mandate, String citation, String keepUntil) {

        private static Rule of(PolicyOutcome outcome) {
            RetentionPolicy policy = outcome.policy();
            PolicyVersion version = policy.version();
            return new Rule(
                    version.name(),
                    version.version(),
                    version.digest().hex(),
                    outcome.rule(),
                    policy.mandate(),
                    policy.citation(),
                    outcome.until().toString());
        }
    }

    public RecordedDecision {
        rules = List.copyOf(rules);
        inputs = new TreeMap<>(inputs);
    }

    static RecordedDecision of(RetentionDecision decision) {
        return new RecordedDecision(
                decision.study().value(),
                decision.until().dueDate().orElse(null),
                decision.outcomes().stream().map(Rule::of).toList(),
                decision.inputs(),
                decision.explain());
    }

    /**
     * The decision it was, for the guard: same study, same policies, same inputs, same day.
     *
     * @throws PolicyException where a policy is not there any more as it was
     */
    RetentionDecision decision(RetentionPolicies policies) {
        KeepUntil until = due == null ? new KeepUntil.Undetermined("not due") : new KeepUntil.Due(due);
        List<PolicyOutcome> outcomes =
                rules.stream().map(rule -> outcome(rule, until, policies)).toList();
        return new RetentionDecision(new StudyInstanceUid(study), until, outcomes, inputs);
    }

    private static PolicyOutcome outcome(Rule rule, KeepUntil until, RetentionPolicies policies) {
        RetentionPolicy policy = policies.book()
                .find(rule.policy(), rule.version())
                .filter(found -> found.version().digest().equals(new Sha256(rule.sha256())))
                .orElseThrow(() -> new PolicyException(
                        "policy " + rule.policy() + " version " + rule.version() + " is changed or gone"));
        return new PolicyOutcome(policy, rule.rule(), new Branch("as approved", until, List.of()));
    }

    /** Nothing of the inputs: they are patient data. */
    @Override
    public String toString() {
        return "RecordedDecision[" + study + ", " + due + "]";
    }
}
