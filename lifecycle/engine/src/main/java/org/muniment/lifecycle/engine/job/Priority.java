package org.muniment.lifecycle.engine.job;

/** What overtakes what; the most urgent first. */
public enum Priority {
    /** Somebody waits at a screen. Knows no time windows, waits for no bandwidth, and one thread works at nothing else. */
    CLINICAL,
    /** A copy is missing. */
    REPAIR,
    NORMAL,
    BACKGROUND
}
