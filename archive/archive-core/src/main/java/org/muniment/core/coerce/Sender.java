package org.muniment.core.coerce;

import java.util.Objects;

/**
 * Who sends an instance and what he says it is.
 *
 * @param name the calling AE title, or the user over HTTP
 */
public record Sender(String name, String sopClassUid) {
    public Sender {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sopClassUid);
    }
}
