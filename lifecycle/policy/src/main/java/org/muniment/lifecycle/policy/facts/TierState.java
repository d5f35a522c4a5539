package org.muniment.lifecycle.policy.facts;

/**
 * A storage tier as it is now.
 *
 * @param online whether its copies can be read at once
 * @param capacity in bytes
 * @param used in bytes
 */
public record TierState(String name, boolean online, long capacity, long used) {

    public TierState {
        if (capacity <= 0 || used < 0)
            throw new IllegalArgumentException("tier " + name + " of " + capacity + " bytes");
    }

    /** Rounded up, so that a limit is never passed unseen. */
    public int fillPercent() {
        return (int) Math.ceil(100.0 * used / capacity);
    }
}
