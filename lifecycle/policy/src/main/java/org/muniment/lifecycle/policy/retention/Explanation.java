package org.muniment.lifecycle.policy.retention;

import java.util.TreeMap;
import org.muniment.lifecycle.policy.retention.KeepUntil.Due;

/** Renders a decision for people, every branch with its date; what the result follows from has an arrow. */
final class Explanation {

    private final RetentionDecision decision;
    private final StringBuilder text = new StringBuilder();

    private Explanation(RetentionDecision decision) {
        this.decision = decision;
    }

    static String of(RetentionDecision decision) {
        return new Explanation(decision).render();
    }

    private String render() {
        line(0, "Study " + decision.study() + ": " + verdict(decision.until()));
        if (decision.outcomes().size() > 1) line(0, "Several policies apply; the longest counts.");
        decision.outcomes().forEach(this::outcome);
        line(0, "Facts asked for:");
        new TreeMap<>(decision.inputs()).forEach((name, value) -> line(1, name + ": " + value));
        return text.toString();
    }

    private static String verdict(KeepUntil until) {
        if (until instanceof Due due) return "may be destroyed from " + due.date() + " on.";
        if (until instanceof KeepUntil.Never) return "is kept for good.";
        return "is kept; " + until + ".";
    }

    private void outcome(PolicyOutcome outcome) {
        RetentionPolicy policy = outcome.policy();
        line(
                0,
                "Policy " + policy.version() + " (sha256 " + policy.version().digest() + "), rule '" + outcome.rule()
                        + "'");
        line(1, "mandate: " + policy.mandate());
        line(1, "citation: " + policy.citation());
        branch(
                1,
                outcome.branch(),
                outcome.until().equals(decision.until()) ? outcome.branch().until() : null);
    }

    private void branch(int depth, Branch branch, KeepUntil decisive) {
        boolean decides = branch.until().equals(decisive);
        line(depth, branch.what() + ": " + branch.until() + (decides ? "  <-" : ""));
        for (Branch part : branch.parts()) branch(depth + 1, part, decides ? decisive : null);
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }
}
