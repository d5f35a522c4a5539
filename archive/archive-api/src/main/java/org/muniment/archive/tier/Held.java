package org.muniment.archive.tier;

import java.util.Objects;

/** One copy of an object: which container holds it, and where in it. */
public record Held(Container container, Member member) {

    public Held {
        Objects.requireNonNull(container);
        Objects.requireNonNull(member);
    }
}
