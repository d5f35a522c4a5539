package org.muniment.archive.rejection;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why instances are withdrawn from use: the titles that make a Key Object Selection Document a rejection note (IHE RAD TF-3 4.66, codes of
 * PS3.16 CID 7011 in the scheme DCM), and what follows from each. The strictest comes last.
 */
public enum RejectionCode {
    QUALITY("113001", "Rejected for Quality Reasons"),
    RETENTION_EXPIRED("113039", "Data Retention Policy Expired"),
    WORKLIST_ENTRY("113038", "Incorrect Modality Worklist Entry"),
    PATIENT_SAFETY("113037", "Rejected for Patient Safety Reasons");

    /** The coding scheme of all of them. */
    public static final String SCHEME = "DCM";

    private final String value;
    private final String meaning;

    RejectionCode(String value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** Code Value (0008,0100). */
    public String value() {
        return value;
    }

    /** Code Meaning (0008,0104). */
    public String meaning() {
        return meaning;
    }

    public static Optional<RejectionCode> of(String value) {
        return Arrays.stream(values()).filter(code -> code.value.equals(value)).findFirst();
    }

    /**
     * Whether the note is held back like what it rejects. The other notes stay in sight, so that displays that keep copies learn what to hide;
     * what has passed its retention period is to leave no trace in daily use.
     */
    public boolean hidesNote() {
        return this == RETENTION_EXPIRED;
    }

    /**
     * Whether who sends a rejected instance again is refused (IHE RAD TF-3 4.66.4.2.3.1 and 4.66.4.3.3), and not just told that it is kept. What is about to be
     * destroyed is not kept: its sender must not give up its own.
     */
    public boolean refusesRepeats() {
        return this != QUALITY;
    }
}
