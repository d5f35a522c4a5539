package org.muniment.archive.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reminders: what is to be looked at, and when. Whoever has looked has either settled the matter for good or has left a later reminder first; so nothing that
 * has a reminder is forgotten, and one too many does no harm. Finding what is due costs what is due, never what the archive holds: reminders lie in buckets
 * by hour, and a bucket goes as a whole once all in it is settled. Reminders are never taken back one by one.
 *
 * <p>Safe for use by many threads and processes; durable on return. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface DueIndex {

    /**
     * How long after its time a reminder may appear to readers for the first time: clocks differ, writes take their time. Who has read up to now reads the last
     * while again.
     */
    Duration APPEARS_WITHIN = Duration.ofSeconds(30);

    /**
     * Leaves a reminder. One for now or the past is for the next millisecond: who has read up to now has not passed it. The same one twice is one.
     */
    void schedule(DueList list, String lane, String item, Instant at);

    /** Buckets whose hour has begun by then, the oldest first; lazy. */
    Stream<DueBucket> begun(DueList list, Instant by);

    /**
     * Reminders of the bucket in their order.
     *
     * @param after only what comes behind this one
     * @param until only what is due by then
     */
    List<Due> read(DueBucket bucket, Due after, Instant until, int most);

    /** Removes all of the bucket's reminders: each is settled, and there will be no more. */
    void drop(DueBucket bucket);

    /**
     * Whether this node is the one who looks through the list. It stays so for {@code lease} from now, then another may.
     *
     * <p>Not a fence: a node that was halted goes on beside its successor. What they do must be harmless to do twice.
     */
    boolean lead(DueList list, String node, Duration lease);
}
