package org.muniment.archive.object;

import java.util.Objects;

/** An object in one of the configured stores, by the store's name. */
public record ObjectLocation(String store, ObjectKey key) {

    public ObjectLocation {
        Objects.requireNonNull(store);
        Objects.requireNonNull(key);
    }
}
