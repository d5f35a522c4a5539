package org.muniment.archive.patient;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Whence a statement about patients comes.
 *
 * @param by the user or the source that made it
 * @param reference what names the statement at its source, such as Message Control ID (MSH-10); empty where nothing does
 * @param at when it was made, cut to milliseconds
 */
public record Provenance(String by, String reference, Instant at) {

    public Provenance {
        Objects.requireNonNull(by);
        Objects.requireNonNull(reference);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
