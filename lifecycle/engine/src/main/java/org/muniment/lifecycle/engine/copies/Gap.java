package org.muniment.lifecycle.engine.copies;

import java.util.Set;
import org.muniment.archive.object.ObjectKey;

/** What a wanted copy lacks. */
public record Gap(String tier, int replica, Set<ObjectKey> missing) {

    public Gap {
        missing = Set.copyOf(missing);
    }
}
