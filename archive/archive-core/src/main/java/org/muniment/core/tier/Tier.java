package org.muniment.core.tier;

import java.util.Objects;
import org.muniment.archive.object.ObjectStore;

/**
 * A placement class.
 *
 * @param store the tier's own, containers by their own keys
 * @param online whether it is read at once; what lies on a tier that is not must be recalled first
 * @param capacity in bytes; {@link Long#MAX_VALUE} where it has none to speak of
 * @param rank 0 for hot, then in the order in which readers ask
 */
public record Tier(String name, ObjectStore store, boolean online, long capacity, int rank) {

    public Tier {
        Objects.requireNonNull(name);
        Objects.requireNonNull(store);
        if (capacity <= 0) throw new IllegalArgumentException("tier " + name + " has no capacity");
        if (rank < 0) throw new IllegalArgumentException("tier " + name + " has rank " + rank);
    }
}
