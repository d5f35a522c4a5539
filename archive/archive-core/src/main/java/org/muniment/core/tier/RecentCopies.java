package org.muniment.core.tier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Held;
import org.muniment.archive.tier.Member;

/**
 * Where the instances of a series lie that is being read one by one: after a few of them all are looked up at once, and kept for some seconds. What
 * a container holds never changes; that it is good, or there, may be out of date, so whoever fails with what was said here asks the index.
 */
final class RecentCopies {

    private static final long KEPT = Duration.ofSeconds(5).toNanos();

    /** At some 250 bytes each, 15 MB. */
    private static final int MOST_MEMBERS = 60_000;

    private static final int MOST_SERIES = 500;
    private static final int FEW = 8;

    /** Members of a slice are read at about a twentieth of what one look-up takes. */
    private static final int WORTH = 20;

    private final CopyIndex copies;
    private final LongSupplier nanoTime;
    private final Map<String, Series> bySeries = new LinkedHashMap<>(16, 0.75f, true);
    private int members;

    private static final class Series {
        private final long since;
        private int lookedUp;
        private boolean isLoading;
        private int size;
        private Map<ObjectKey, List<Held>> held = Map.of();

        Series(long since) {
            this.since = since;
        }
    }

    RecentCopies(CopyIndex copies, LongSupplier nanoTime) {
        this.copies = copies;
        this.nanoTime = nanoTime;
    }

    /** Good copies as they were known some seconds ago, or all as they are known now. */
    List<Held> holding(ObjectKey key) {
        List<Held> known = known(key);
        if (!known.isEmpty()) return known;
        List<Held> now = copies.holding(key);
        long size = now.stream()
                .map(Held::container)
                .filter(container -> container.state() == CopyState.GOOD)
                .mapToLong(Container::objects)
                .sum();
        Series series = seriesToLoad(key.directory(), size);
        if (series != null) load(series, key);
        return now;
    }

    private synchronized List<Held> known(ObjectKey key) {
        Series series = bySeries.get(key.directory());
        if (series == null) return List.of();
        if (nanoTime.getAsLong() - series.since > KEPT) {
            forget(key.directory());
            return List.of();
        }
        return series.held.getOrDefault(key, List.of());
    }

    /** Null where it is not worth it, or somebody is at it. */
    private synchronized Series seriesToLoad(String directory, long size) {
        Series series = bySeries.computeIfAbsent(directory, d -> new Series(nanoTime.getAsLong()));
        if (bySeries.size() > MOST_SERIES) forget(bySeries.keySet().iterator().next());
        series.lookedUp++;
        boolean isWorth = size <= MOST_MEMBERS / 2 && series.lookedUp >= Math.max(FEW, size / WORTH);
        if (!isWorth || series.isLoading) return null;
        series.isLoading = true;
        return series;
    }

    private void load(Series series, ObjectKey key) {
        Map<ObjectKey, List<Held>> held = new HashMap<>();
        int size = 0;
        for (Container container : copies.beside(key)) {
            if (container.state() != CopyState.GOOD) continue;
            try (Stream<Member> all = copies.members(container)) {
                for (Member member : (Iterable<Member>) all::iterator) {
                    held.computeIfAbsent(member.object(), k -> new ArrayList<>(2))
                            .add(new Held(container, member));
                    size++;
                }
            }
        }
        keep(key.directory(), series, held, size);
    }

    private synchronized void keep(String directory, Series series, Map<ObjectKey, List<Held>> held, int size) {
        if (bySeries.get(directory) != series) return; // out of date before it was there
        series.held = held;
        series.size = size;
        members += size;
        while (members > MOST_MEMBERS) forget(bySeries.keySet().iterator().next());
    }

    private void forget(String directory) {
        Series gone = bySeries.remove(directory);
        if (gone != null) members -= gone.size;
    }
}
