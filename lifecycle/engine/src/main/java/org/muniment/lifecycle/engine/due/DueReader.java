package org.muniment.lifecycle.engine.due;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.muniment.archive.lifecycle.Due;
import org.muniment.archive.lifecycle.DueBucket;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;

/**
 * Reads what is due on one list, each reminder once in this process, and lets a bucket go when its hour is over and all in it is settled. How far it has come
 * is kept in memory only: after a restart the buckets that are still there are read again, which does no harm. Safe for use by many threads.
 */
public final class DueReader {

    private static final Due START = new Due(Instant.EPOCH, "");

    private final DueIndex index;
    private final DueList list;
    private final Clock clock;
    private final Map<DueBucket, Place> places = new HashMap<>();

    public DueReader(DueIndex index, DueList list, Clock clock) {
        this.index = index;
        this.list = list;
        this.clock = clock;
    }

    /**
     * The next that are due, bucket by bucket, the oldest first.
     *
     * @param room how many more of a bucket's lane are wanted now; the rest is read another time
     */
    public synchronized List<Reminder> read(ToIntFunction<String> room) {
        Instant now = clock.instant();
        List<DueBucket> begun;
        try (Stream<DueBucket> buckets = index.begun(list, now)) {
            begun = buckets.toList();
        }
        places.keySet().retainAll(Set.copyOf(begun)); // another node let the others go
        Map<String, Integer> left = new HashMap<>();
        List<Reminder> all = new ArrayList<>();
        for (DueBucket bucket : begun) {
            int most = left.computeIfAbsent(bucket.lane(), room::applyAsInt);
            if (most == 0) continue;
            Place place = places.computeIfAbsent(bucket, b -> new Place());
            List<Due> next = place.read(bucket, now, most);
            next.forEach(due -> all.add(new Reminder(bucket, due)));
            left.put(bucket.lane(), most - next.size());
            if (next.isEmpty() && place.open.isEmpty() && bucket.isClosed(now)) {
                index.drop(bucket);
                places.remove(bucket);
            }
        }
        return all;
    }

    /** Nothing more is to be done about the reminder: the matter is settled, or has a later one. */
    public synchronized void settle(Reminder reminder) {
        Place place = places.get(reminder.bucket());
        if (place != null) place.open.remove(reminder.due());
    }

    /** How far one bucket was read. */
    private final class Place {

        private Due last = START;

        /** Those given out that are not settled. */
        private final Set<Due> open = new HashSet<>();

        /** Those given out that will be read again, as others may still appear between them. */
        private final NavigableSet<Due> recent = new TreeSet<>();

        List<Due> read(DueBucket bucket, Instant now, int most) {
            Due settled = new Due(now.minus(DueIndex.APPEARS_WITHIN), "");
            Due from = last.compareTo(settled) < 0 ? last : settled;
            recent.headSet(from, true).clear();
            List<Due> fresh = index.read(bucket, from, now, most + recent.size()).stream()
                    .filter(due -> !recent.contains(due))
                    .limit(most)
                    .toList();
            recent.addAll(fresh);
            open.addAll(fresh);
            if (!fresh.isEmpty() && fresh.get(fresh.size() - 1).compareTo(last) > 0) last = fresh.get(fresh.size() - 1);
            return fresh;
        }
    }
}
