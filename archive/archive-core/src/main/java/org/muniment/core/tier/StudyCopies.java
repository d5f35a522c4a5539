package org.muniment.core.tier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;
import org.muniment.core.ArchiveIndex;

/**
 * Counts a study's copies, from the rows of its instances, of its containers, and the loose files there are: nothing of it is kept anywhere, as it
 * would be wrong with the next instance. Instances are read before copies, so that what is said to have a good copy has one.
 */
public final class StudyCopies {

    private final ArchiveIndex index;
    private final CopyIndex copies;
    private final Tiers tiers;

    public StudyCopies(ArchiveIndex index, CopyIndex copies, Tiers tiers) {
        this.index = index;
        this.copies = copies;
        this.tiers = tiers;
    }

    /** Of a study nobody knows it has no instances, perhaps containers that were left. */
    public StudyHoldings of(StudyInstanceUid study) {
        List<Container> containers = containers(study);
        Map<InstanceId, StoredInstance> instances =
                instances(study, containers.stream().map(Container::series).collect(Collectors.toSet()));
        List<TierCopy> found = new ArrayList<>();
        found.add(loose(instances.values()));
        Set<ObjectKey> wanted =
                instances.values().stream().map(StoredInstance::key).collect(Collectors.toSet());
        byCopy(containers).forEach((place, ofCopy) -> found.add(copy(place, ofCopy, wanted)));
        return new StudyHoldings(study, List.copyOf(instances.values()), containers, found);
    }

    /** One that is rejected or restored meanwhile moves from one side to the other: whoever looks at both sides once may miss it. */
    private Map<InstanceId, StoredInstance> instances(StudyInstanceUid study, Set<SeriesId> packed) {
        Map<InstanceId, StoredInstance> found = new LinkedHashMap<>();
        addAll(found, index.reader(), study, packed, false);
        addAll(found, index.rejections().index().rejected(), study, packed, true);
        addAll(found, index.reader(), study, packed, false);
        return found;
    }

    /** @param packed series there are containers of: their instances count also where the row of the series is damaged */
    private static void addAll(
            Map<InstanceId, StoredInstance> to,
            StudyIndex side,
            StudyInstanceUid study,
            Set<SeriesId> packed,
            boolean heldBack) {
        try (Stream<SeriesRecord> series = side.series(study)) {
            Stream<SeriesId> ids = Stream.concat(series.map(SeriesRecord::id), packed.stream());
            for (SeriesId id : ids.distinct().toList()) {
                try (Stream<InstanceRecord> rows = side.instances(id)) {
                    rows.forEach(row -> to.put(row.id(), StoredInstance.of(row, heldBack)));
                }
            }
        }
    }

    private List<Container> containers(StudyInstanceUid study) {
        try (Stream<Container> all = copies.ofStudy(study)) {
            return all.toList();
        }
    }

    /** A file of another size than its row says is not the one that was stored. */
    private TierCopy loose(Collection<StoredInstance> instances) {
        Set<ObjectKey> good = new HashSet<>();
        Set<ObjectKey> suspect = new HashSet<>();
        Set<ObjectKey> missing = new HashSet<>();
        long bytes = 0;
        for (StoredInstance instance : instances) {
            Optional<ObjectInfo> file = tiers.hot().store().find(instance.key());
            Set<ObjectKey> side = file.isEmpty() ? missing : file.get().size() == instance.size() ? good : suspect;
            side.add(instance.key());
            bytes += file.map(ObjectInfo::size).orElse(0L);
        }
        return new TierCopy(tiers.hot().name(), 0, good, suspect, missing, bytes, true, Optional.empty());
    }

    private record Place(int rank, String tier, int replica) {}

    private Map<Place, List<Container>> byCopy(List<Container> containers) {
        Comparator<Place> order =
                Comparator.comparing(Place::rank).thenComparing(Place::tier).thenComparing(Place::replica);
        return containers.stream()
                .collect(Collectors.groupingBy(
                        c -> new Place(
                                tiers.find(c.tier()).map(Tier::rank).orElse(Integer.MAX_VALUE), c.tier(), c.replica()),
                        () -> new TreeMap<>(order),
                        Collectors.toList()));
    }

    private TierCopy copy(Place place, List<Container> containers, Set<ObjectKey> wanted) {
        Set<ObjectKey> good = new HashSet<>();
        Set<ObjectKey> suspect = new HashSet<>();
        List<Container> counted = containers.stream()
                .filter(c -> c.state() == CopyState.GOOD || c.state() == CopyState.SUSPECT)
                .toList();
        for (Container container : counted) {
            Set<ObjectKey> side = container.state() == CopyState.GOOD ? good : suspect;
            try (Stream<Member> members = copies.members(container)) {
                members.map(Member::object).filter(wanted::contains).forEach(side::add);
            }
        }
        suspect.removeAll(good);
        Set<ObjectKey> missing = new HashSet<>(wanted);
        missing.removeAll(good);
        missing.removeAll(suspect);
        return new TierCopy(
                place.tier(),
                place.replica(),
                good,
                suspect,
                missing,
                containers.stream().mapToLong(Container::size).sum(),
                counted.stream().allMatch(Container::asReceived),
                verifiedAt(counted));
    }

    /** Empty where one of them never was. */
    private static Optional<Instant> verifiedAt(List<Container> containers) {
        return containers.stream()
                .map(c -> c.verifiedAt().orElse(Instant.MIN))
                .min(Comparator.naturalOrder())
                .filter(at -> at.isAfter(Instant.MIN));
    }
}
