package org.muniment.core.tier;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.object.ObjectKey;

/**
 * A study's copy on a tier, as far as it goes.
 *
 * @param replica 0 for the loose files of the hot tier, which are one copy; from 1 for containers
 * @param good instances of which there is a good copy
 * @param suspect instances of which there are only copies that failed a check
 * @param missing instances of which there is none: those that must be added for the copy to be complete
 * @param bytes that lie on the tier for it, those of replaced versions included
 * @param asReceived whether every good copy is byte by byte what was received, as far as is known
 * @param verifiedAt when all of it had been verified: the earliest of its containers; empty where one never was, and of loose files
 */
public record TierCopy(
        String tier,
        int replica,
        Set<ObjectKey> good,
        Set<ObjectKey> suspect,
        Set<ObjectKey> missing,
        long bytes,
        boolean asReceived,
        Optional<Instant> verifiedAt) {

    public TierCopy {
        Objects.requireNonNull(tier);
        good = Set.copyOf(good);
        suspect = Set.copyOf(suspect);
        missing = Set.copyOf(missing);
        Objects.requireNonNull(verifiedAt);
    }

    public boolean isLoose() {
        return replica == 0;
    }

    /** Whether it has a good copy of every instance the study had when it was looked at. */
    public boolean isComplete() {
        return suspect.isEmpty() && missing.isEmpty();
    }
}
