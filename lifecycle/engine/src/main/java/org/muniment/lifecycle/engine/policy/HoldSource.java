package org.muniment.lifecycle.engine.policy;

import java.util.Collection;
import org.muniment.lifecycle.policy.hold.Hold;

/** Tells which holds there are. */
@FunctionalInterface
public interface HoldSource {

    /**
     * All holds in force, read anew: what was placed before the call is among them, on whichever node.
     *
     * @throws org.muniment.archive.error.ArchiveException INDEX_UNAVAILABLE where they can't be read; nothing may be destroyed then
     */
    Collection<Hold> inForce();
}
