package org.muniment.lifecycle.policy.destruction;

/** One reason why a destructive step may not be done. @param why for people; no patient data */
public record Refusal(Reason reason, String why) {

    public enum Reason {
        HELD,
        LAST_COPY,
        /** Holds or the placement want more copies than would remain. */
        COPIES_MISSING,
        NOT_DUE,
        FACTS_CHANGED,
        POLICY_NOT_ACTIVE,
        /** What was approved is about another study or copy. */
        MISMATCH
    }
}
