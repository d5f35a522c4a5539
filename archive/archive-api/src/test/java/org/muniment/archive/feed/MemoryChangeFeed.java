package org.muniment.archive.feed;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.muniment.archive.id.StudyInstanceUid;

/** Feed and intentions as plain collections. Everything can be read at once: nothing is ever on its way. */
public final class MemoryChangeFeed implements ChangeFeed, ChangeIntentions {

    private final Clock clock;
    private final NavigableMap<Position, StudyChange> changes = new TreeMap<>();
    private final List<Intention> open = new ArrayList<>();
    private long last;

    public MemoryChangeFeed() {
        this(Clock.systemUTC());
    }

    public MemoryChangeFeed(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Position append(StudyInstanceUid study, ChangeKind kind) {
        last = Math.max(last + 1, Position.at(clock.instant()).micros());
        Position position = new Position(last, 0);
        changes.put(position, new StudyChange(position, study, kind));
        return position;
    }

    @Override
    public synchronized List<StudyChange> read(Position after, int limit) {
        return changes.tailMap(after, false).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized Position end() {
        return changes.isEmpty() ? Position.START : changes.lastKey();
    }

    @Override
    public synchronized void open(Intention intention) {
        open.add(intention);
    }

    @Override
    public synchronized void close(Collection<Intention> kept) {
        open.removeAll(kept);
    }

    @Override
    public synchronized List<Intention> open(String by) {
        return open.stream().filter(intention -> intention.by().equals(by)).toList();
    }

    @Override
    public synchronized List<String> nodes() {
        return open.stream().map(Intention::by).distinct().toList();
    }
}
