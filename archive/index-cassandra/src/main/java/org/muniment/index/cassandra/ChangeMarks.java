package org.muniment.index.cassandra;

import java.security.SecureRandom;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Hands out the marks that changes of a series leave in its column {@code changes}. Two changes under way at once never write under the
 * same key, and one key's marks are written one after the other, so that no mark is ever overwritten by one that is older or goes unseen:
 * whoever finds all marks as they were, finds all rows as they were, whatever clocks say (ADR 71).
 */
final class ChangeMarks {

    private static final int SLOT_BITS = 16;

    private final Queue<Integer> free = new PriorityQueue<>();
    private long writer = newWriter();
    private int slots;
    private long last;

    /** One change's: no other change writes this value under this key, or anything under it meanwhile. */
    record Mark(long key, long value) {}

    private static long newWriter() {
        return new SecureRandom().nextLong() << SLOT_BITS;
    }

    /**
     * Makes one change, which writes the mark together with what it changes. Where it fails it may still happen later, so its key is not
     * used again.
     */
    void during(Consumer<Mark> change) {
        Mark mark = take();
        change.accept(mark);
        release(mark);
    }

    private synchronized Mark take() {
        if (free.isEmpty()) {
            if (slots == 1 << SLOT_BITS) {
                writer = newWriter();
                slots = 0;
            }
            free.add(slots++);
        }
        return new Mark(writer | free.remove(), ++last);
    }

    private synchronized void release(Mark mark) {
        int slot = (int) mark.key() & (1 << SLOT_BITS) - 1;
        if ((mark.key() ^ slot) == writer) free.add(slot);
    }
}
