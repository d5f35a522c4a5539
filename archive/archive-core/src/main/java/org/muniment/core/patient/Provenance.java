package org.muniment.core.patient;

import java.time.Instant;
import java.util.Objects;

/**
 * Whom a change is due to.
 *
 * @param by the user, or the source a message came from
 * @param reference what it can be looked up by there, e.g. MSH-10; empty for none
 * @param at when it was taken in
 */
public record Provenance(String by, String reference, Instant at) {

    public Provenance {
        Objects.requireNonNull(by);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(at);
    }
}
