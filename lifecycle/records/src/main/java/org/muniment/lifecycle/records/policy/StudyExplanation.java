package org.muniment.lifecycle.records.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.retention.PolicyOutcome;
import org.muniment.lifecycle.policy.retention.RetentionDecision;

/**
 * Why a study has the date it has. For people who may see patient data.
 *
 * @param due the day from which it may be destroyed; left out where there is none
 * @param keepUntil in words
 * @param policies each that applies, with what it says
 * @param facts those that were asked for
 * @param holds in force on it: whatever the day, they keep it
 * @param text all of it to be read, each branch with its date
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudyExplanation(
        String study,
        LocalDate due,
        boolean mayBeDestroyedNow,
        String keepUntil,
        List<Policy> policies,
        Map<String, String> facts,
        List<HeldBy> holds,
        String text) {

    public record Policy(
            String name,
            int version,
            String sha256,
            String mandate,
            String citation,
            String rule,
            String keepUntil,
            boolean decides) {}

    public record HeldBy(String hold, String caseNumber, String reason, LocalDate review) {}

    static StudyExplanation of(StudyFacts facts, RetentionDecision decision, List<Hold> holds, LocalDate today) {
        return new StudyExplanation(
                facts.study().value(),
                decision.until().dueDate().orElse(null),
                decision.isDue(today) && holds.isEmpty(),
                decision.until().toString(),
                decision.outcomes().stream()
                        .map(outcome -> policy(outcome, decision))
                        .toList(),
                new TreeMap<>(decision.inputs()),
                holds.stream().map(StudyExplanation::held).toList(),
                decision.explain());
    }

    private static Policy policy(PolicyOutcome outcome, RetentionDecision decision) {
        return new Policy(
                outcome.policy().version().name(),
                outcome.policy().version().version(),
                outcome.policy().version().digest().hex(),
                outcome.policy().mandate(),
                outcome.policy().citation(),
                outcome.rule(),
                outcome.until().toString(),
                decision.deciding().contains(outcome));
    }

    private static HeldBy held(Hold hold) {
        return new HeldBy(
                hold.id().toString(), hold.order().caseNumber(), hold.order().reason(), hold.review());
    }

    /** Nothing of the facts: they are patient data. */
    @Override
    public String toString() {
        return "StudyExplanation[" + study + "]";
    }
}
