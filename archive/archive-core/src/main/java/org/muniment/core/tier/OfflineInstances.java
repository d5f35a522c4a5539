package org.muniment.core.tier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.Held;
import org.muniment.archive.tier.Member;

/**
 * Which instances lie on offline tiers only, for whoever gives out many and must know before the first. What was made readable there for a while counts
 * as offline until it was copied. Safe for use by many threads.
 */
public final class OfflineInstances {

    private final Tiers tiers;
    private final CopyIndex copies;
    private final boolean anyOffline;

    public OfflineInstances(Tiers tiers, CopyIndex copies) {
        this.tiers = tiers;
        this.copies = copies;
        this.anyOffline = tiers.all().stream().anyMatch(tier -> !tier.online());
    }

    /**
     * Whether an instance of the study is offline, for one answer: it remembers what it found, and is for one thread. Empty where none is, as nearly
     * always, which costs one read, and none where all tiers are online.
     */
    public Optional<Predicate<InstanceRecord>> of(StudyInstanceUid study) {
        if (!anyOffline) return Optional.empty();
        try (Stream<Container> all = copies.ofStudy(study)) {
            List<Container> readable =
                    all.filter(container -> container.state().isReadable()).toList();
            return readable.stream().allMatch(this::isOnline) ? Optional.empty() : Optional.of(new Offline(readable));
        }
    }

    /** Whether one of these is offline. Looks no further than at the first that is. */
    public boolean any(StudyInstanceUid study, Stream<InstanceRecord> instances) {
        return of(study).filter(instances::anyMatch).isPresent();
    }

    private boolean isOnline(Container container) {
        return tiers.find(container.tier()).map(Tier::online).orElse(false);
    }

    /** Asks for the members of what is online once for each series, and by instance only for the others. */
    private final class Offline implements Predicate<InstanceRecord> {

        private final List<Container> containers;
        private final Map<SeriesId, Set<ObjectKey>> online = new HashMap<>();

        Offline(List<Container> containers) {
            this.containers = containers;
        }

        @Override
        public boolean test(InstanceRecord instance) {
            ObjectKey key = instance.location().key();
            if (online.computeIfAbsent(instance.id().seriesId(), this::members).contains(key)
                    || tiers.hot().store().find(key).isPresent()) return false;
            List<Held> held = copies.holding(key);
            return !held.isEmpty() && held.stream().noneMatch(copy -> isOnline(copy.container()));
        }

        private Set<ObjectKey> members(SeriesId series) {
            Set<ObjectKey> found = new HashSet<>();
            for (Container container : containers) {
                if (!container.series().equals(series) || !isOnline(container)) continue;
                try (Stream<Member> members = copies.members(container)) {
                    members.map(Member::object).forEach(found::add);
                }
            }
            return found;
        }
    }
}
