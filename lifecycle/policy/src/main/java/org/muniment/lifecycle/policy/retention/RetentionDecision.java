package org.muniment.lifecycle.policy.retention;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/**
 * How long a study must be kept, and all that says so. Two decisions with equal inputs and policies are equal.
 *
 * @param outcomes of every active policy that applies, by policy name; the longest of them counts
 * @param inputs the facts that were asked for and their values. They are patient data
 */
public record RetentionDecision(
        StudyInstanceUid study, KeepUntil until, List<PolicyOutcome> outcomes, Map<String, String> inputs) {

    public RetentionDecision {
        outcomes = List.copyOf(outcomes);
        inputs = Map.copyOf(inputs);
    }

    /** Whether it may be destroyed as far as retention is concerned. @param today at the study's facility */
    public boolean isDue(LocalDate today) {
        return until.dueDate().map(due -> !due.isAfter(today)).orElse(false);
    }

    /** Those the decision follows from: of several that agree, all. */
    public List<PolicyOutcome> deciding() {
        return outcomes.stream()
                .filter(outcome -> outcome.until().equals(until))
                .toList();
    }

    public List<PolicyVersion> policies() {
        return outcomes.stream().map(outcome -> outcome.policy().version()).toList();
    }

    /** For people who may see patient data: why does this study have this date? */
    public String explain() {
        return Explanation.of(this);
    }

    /** Nothing of the inputs: they are patient data. */
    @Override
    public String toString() {
        return "RetentionDecision[" + study + ", " + policies() + "]";
    }
}
