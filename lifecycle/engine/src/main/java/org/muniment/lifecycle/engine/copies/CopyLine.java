package org.muniment.lifecycle.engine.copies;

import java.util.List;
import java.util.Set;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.lifecycle.policy.facts.Copy;

/**
 * One copy of a study on a tier, as policies count them. The hot tier's loose files and its first replica of containers are one: an instance lies in either.
 *
 * @param containers in whatever state
 * @param loose whether loose files belong to it
 * @param good instances it has a good copy of
 * @param missing those it has none of
 */
public record CopyLine(
        String tier,
        int replica,
        boolean online,
        boolean loose,
        List<Container> containers,
        Set<ObjectKey> good,
        Set<ObjectKey> missing,
        boolean asReceived) {

    public CopyLine {
        containers = List.copyOf(containers);
        good = Set.copyOf(good);
        missing = Set.copyOf(missing);
    }

    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** As policies and the guard see it: what is not complete is no good copy. */
    public Copy copy() {
        return new Copy(tier + "/" + replica, tier, isComplete(), online, asReceived);
    }
}
