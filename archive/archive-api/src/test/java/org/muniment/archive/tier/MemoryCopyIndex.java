package org.muniment.archive.tier;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;

/** In a map. */
public final class MemoryCopyIndex implements CopyIndex {

    private record Entry(Container container, Map<ObjectKey, Member> members) {}

    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
    private final Set<UUID> removed = ConcurrentHashMap.newKeySet();

    @Override
    public void begin(Container writing) {
        if (!removed.contains(writing.id())) entries.putIfAbsent(writing.id(), new Entry(writing, Map.of()));
    }

    @Override
    public void complete(Container good, List<Member> members) {
        Map<ObjectKey, Member> byKey = new ConcurrentHashMap<>();
        members.forEach(member -> byKey.put(member.object(), member));
        Entry now = entries.computeIfPresent(
                good.id(),
                (id, before) -> before.container().state() == CopyState.RELEASING ? before : new Entry(good, byKey));
        if (now == null || now.container().state() == CopyState.RELEASING)
            throw new ArchiveException(
                    ErrorCode.INSTANCE_BUSY, "container " + good.location() + " was given up meanwhile");
    }

    @Override
    public void update(Container container) {
        entries.computeIfPresent(
                container.id(), (id, before) -> new Entry(merged(before.container(), container), before.members()));
    }

    private static Container merged(Container before, Container now) {
        if (before.state() == CopyState.RELEASING) return before;
        Container known = now.verifiedAt().map(before::verified).orElse(before);
        return now.seenAt().map(known::seen).orElse(known).in(now.state());
    }

    @Override
    public void remove(Container container) {
        removed.add(container.id());
        entries.remove(container.id());
    }

    @Override
    public Stream<Container> ofStudy(StudyInstanceUid study) {
        return scan().filter(container -> container.series().study().equals(study));
    }

    @Override
    public List<Container> beside(ObjectKey object) {
        return scan().filter(c -> c.location().key().directory().equals(object.directory()))
                .toList();
    }

    @Override
    public Stream<Member> members(Container container) {
        Entry entry = entries.get(container.id());
        return entry == null
                ? Stream.empty()
                : entry.members().values().stream().sorted(Comparator.comparingLong(Member::offset));
    }

    @Override
    public List<Held> holding(ObjectKey object) {
        return entries.values().stream()
                .filter(entry -> entry.members().containsKey(object))
                .map(entry -> new Held(entry.container(), entry.members().get(object)))
                .toList();
    }

    @Override
    public Stream<Container> scan() {
        return entries.values().stream().map(Entry::container);
    }
}
