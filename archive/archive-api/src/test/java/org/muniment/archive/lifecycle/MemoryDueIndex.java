package org.muniment.archive.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reminders in sorted sets. */
public final class MemoryDueIndex implements DueIndex {

    private static final Comparator<DueBucket> OLDEST_FIRST = Comparator.comparing(DueBucket::begin)
            .thenComparing(DueBucket::lane)
            .thenComparing(DueBucket::shard);

    private record Leader(String node, Instant until) {}

    private final Clock clock;
    private final Map<DueList, TreeMap<DueBucket, TreeSet<Due>>> buckets = new HashMap<>();
    private final Map<DueList, Leader> leaders = new HashMap<>();

    public MemoryDueIndex(Clock clock) {
        this.clock = clock;
        for (DueList list : DueList.values()) buckets.put(list, new TreeMap<>(OLDEST_FIRST));
    }

    @Override
    public synchronized void schedule(DueList list, String lane, String item, Instant at) {
        Instant now = clock.instant();
        Due due = new Due(at.isAfter(now) ? at : now.plusMillis(1), item);
        buckets.get(list)
                .computeIfAbsent(DueBucket.of(list, lane, due), bucket -> new TreeSet<>())
                .add(due);
    }

    @Override
    public synchronized Stream<DueBucket> begun(DueList list, Instant by) {
        List<DueBucket> begun = buckets.get(list).keySet().stream()
                .takeWhile(bucket -> !bucket.begin().isAfter(by))
                .toList();
        return begun.stream();
    }

    @Override
    public synchronized List<Due> read(DueBucket bucket, Due after, Instant until, int most) {
        return buckets.get(bucket.list()).getOrDefault(bucket, new TreeSet<>()).tailSet(after, false).stream()
                .takeWhile(due -> !due.at().isAfter(until))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized void drop(DueBucket bucket) {
        buckets.get(bucket.list()).remove(bucket);
    }

    @Override
    public synchronized boolean lead(DueList list, String node, Duration lease) {
        Instant now = clock.instant();
        Leader leader = leaders.get(list);
        if (leader != null && !leader.node().equals(node) && now.isBefore(leader.until())) return false;
        leaders.put(list, new Leader(node, now.plus(lease)));
        return true;
    }
}
