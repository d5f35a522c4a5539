package org.muniment.archive.index;

import java.time.Instant;
import org.muniment.archive.object.ObjectLocation;

/** An object no instance refers to any more since {@code retiredAt}; collected after a check that this is still so. */
public record RetiredObject(ObjectLocation location, Instant retiredAt) {}
