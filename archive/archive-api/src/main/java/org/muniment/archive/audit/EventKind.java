package org.muniment.archive.audit;

/**
 * What can happen to a record in its life, with the ISO 21089:2018 lifecycle event it counts as
 * (code system {@value #SYSTEM}).
 */
public enum EventKind {
    /** It was decided on which tiers its copies are to be. */
    PLACEMENT_DECIDED("archive"),
    COPY_MADE("archive"),
    /** A copy was given up, others being there. */
    COPY_RELEASED("archive"),
    /** Its pixel data was encoded anew without loss. */
    RECOMPRESSED("transform"),
    RECALL_REQUESTED("access"),
    /** Copies are back on the hot tier. */
    RECALLED("restore"),
    /** Its copies were read and are as they were written. */
    COPIES_VERIFIED("verify"),
    /** A copy is missing, short or changed. */
    DAMAGE_FOUND("verify"),
    COPY_REPAIRED("restore"),
    /** No good copy is left. */
    LOST("verify"),
    HOLD_PLACED("hold"),
    HOLD_CHANGED("hold"),
    HOLD_RELEASED("unhold"),
    POLICY_ACTIVATED("originate"),
    POLICY_DEACTIVATED("deprecate"),
    /** Its retention is over: it is put before a reviewer. */
    DUE("report"),
    DISPOSITION_PROPOSED("report"),
    DISPOSITION_REVIEWED("attest"),
    DISPOSITION_APPROVED("attest"),
    /** A person said no. */
    DISPOSITION_REFUSED("attest"),
    /** The archive refused, whatever was approved: held, not due any more, or changed. */
    DESTRUCTION_REFUSED("report"),
    /** Hidden by a rejection note (113039, DCM), still to be had back. */
    RETIRED("deprecate"),
    /** What was hidden is in sight again. */
    REACTIVATED("reactivate"),
    /** From here on there is no way back. */
    DESTRUCTION_BEGUN("destroy"),
    DESTROYED("destroy"),
    CERTIFIED("report"),
    /** Work on it waits for a person. */
    JOB_PARKED("report"),
    /** A person told the archive to go on, to stop, or to do it again. */
    JOB_CONTROLLED("amend");

    public static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";

    private final String code;

    EventKind(String code) {
        this.code = code;
    }

    /** In {@link #SYSTEM}. */
    public String code() {
        return code;
    }
}
