package org.muniment.lifecycle.policy.retention;

import org.muniment.lifecycle.policy.retention.KeepUntil.Pending;

/** What one policy says of one study. @param rule the name of the rule that held, {@code none} where none was found */
public record PolicyOutcome(RetentionPolicy policy, String rule, Branch branch) {

    /** Leaving out is a matter within one rule: what says nothing but "not yet" keeps the study, whatever other policies say. */
    public KeepUntil until() {
        return branch.until() instanceof Pending pending ? new Pending(pending.why(), false) : branch.until();
    }
}
