package org.muniment.core.tier;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;

/**
 * What there is of a study and where, as it was found; true for that moment only. An instance stored since is not in it, and is announced by the
 * change feed.
 *
 * @param instances in sight and held back, by series
 * @param containers of the study, in whatever state
 * @param copies the loose files first, also where there is none, then by the tiers' rank and by replica; only those a container was written for
 */
public record StudyHoldings(
        StudyInstanceUid study, List<StoredInstance> instances, List<Container> containers, List<TierCopy> copies) {

    public StudyHoldings {
        Objects.requireNonNull(study);
        instances = List.copyOf(instances);
        containers = List.copyOf(containers);
        copies = List.copyOf(copies);
    }

    public TierCopy loose() {
        return copies.get(0);
    }

    public Optional<TierCopy> copy(String tier, int replica) {
        return copies.stream()
                .filter(copy -> copy.tier().equals(tier) && copy.replica() == replica)
                .findFirst();
    }

    /** Instances of which no good copy is left anywhere. */
    public Set<ObjectKey> withoutGoodCopy() {
        Set<ObjectKey> left =
                instances.stream().map(StoredInstance::key).collect(Collectors.toCollection(HashSet::new));
        copies.forEach(copy -> left.removeAll(copy.good()));
        return left;
    }

    /** Instances of which not even a doubtful copy is left anywhere: lost. */
    public Set<ObjectKey> lost() {
        Set<ObjectKey> left = withoutGoodCopy();
        copies.forEach(copy -> left.removeAll(copy.suspect()));
        return left;
    }
}
