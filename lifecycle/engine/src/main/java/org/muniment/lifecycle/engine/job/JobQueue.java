package org.muniment.lifecycle.engine.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.muniment.lifecycle.engine.due.DueReader;
import org.muniment.lifecycle.engine.due.Reminder;

/** The reminders this node may act on, in lanes by priority and kind; a bounded part of those there are. Safe for use by many threads. */
final class JobQueue {

    private static final int MOST_IN_LANE = 500;

    /** Of those that wait for a tier, as each is looked at again. */
    private static final int MOST_BROUGHT_BACK = 4;

    /** A reminder of a job whose step needs these tiers. */
    private record Aside(Reminder reminder, Set<String> tiers) {}

    private final DueReader reader;
    private final Random random = new Random();
    private final Map<String, Deque<Reminder>> lanes = new TreeMap<>();
    private final List<Aside> aside = new LinkedList<>();
    private final List<Reminder> later = new ArrayList<>();

    JobQueue(DueReader reader) {
        this.reader = reader;
    }

    /** Reads what has become due in these lanes. In random order: nodes that read the same would else get into each other's way. */
    void refill(Predicate<String> lane) {
        Map<String, List<Reminder>> read = reader.read(name -> lane.test(name) ? room(name) : 0).stream()
                .collect(
                        Collectors.groupingBy(reminder -> reminder.bucket().lane(), TreeMap::new, Collectors.toList()));
        synchronized (this) {
            read.forEach((name, reminders) -> {
                Collections.shuffle(reminders, random);
                lane(name).addAll(reminders);
            });
            later.forEach(reminder -> lane(reminder.bucket().lane()).addLast(reminder));
            later.clear();
            notifyAll();
        }
    }

    private Deque<Reminder> lane(String name) {
        return lanes.computeIfAbsent(name, n -> new ArrayDeque<>());
    }

    private synchronized int room(String name) {
        long waiting = aside.stream()
                .filter(each -> each.reminder().bucket().lane().equals(name))
                .count();
        return (int) Math.max(0, MOST_IN_LANE - lane(name).size() - waiting);
    }

    /** The most urgent in these lanes; null where there is none within that time. */
    synchronized Reminder take(Predicate<String> lane, long millis) throws InterruptedException {
        Reminder next = poll(lane);
        if (next != null) return next;
        wait(millis);
        return poll(lane);
    }

    private Reminder poll(Predicate<String> lane) {
        for (Map.Entry<String, Deque<Reminder>> each : lanes.entrySet()) {
            if (!each.getValue().isEmpty() && lane.test(each.getKey()))
                return each.getValue().poll();
        }
        return null;
    }

    /** It waits for room at these tiers. */
    synchronized void putAside(Reminder reminder, Set<String> tiers) {
        aside.add(new Aside(reminder, tiers));
    }

    /** Some of those whose tiers have room go on. */
    synchronized void bringBack(Predicate<Set<String>> room) {
        int brought = 0;
        for (Iterator<Aside> all = aside.iterator(); all.hasNext() && brought < MOST_BROUGHT_BACK; ) {
            Aside next = all.next();
            if (!room.test(next.tiers())) continue;
            all.remove();
            brought++;
            lane(next.reminder().bucket().lane()).addFirst(next.reminder());
        }
        if (brought > 0) notifyAll();
    }

    /** It is looked at again a little later. */
    synchronized void putBack(Reminder reminder) {
        later.add(reminder);
    }

    void settle(Reminder reminder) {
        reader.settle(reminder);
    }
}
