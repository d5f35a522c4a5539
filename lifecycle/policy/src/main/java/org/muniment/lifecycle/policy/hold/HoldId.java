package org.muniment.lifecycle.policy.hold;

import java.util.UUID;

/** Of one hold. */
public record HoldId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
