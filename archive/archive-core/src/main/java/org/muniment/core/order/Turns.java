package org.muniment.core.order;

import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Lets those who change the same thing take turns, in this process; now and then others have to wait as well. */
final class Turns {

    private static final int STRIPES = 256;

    private final ReentrantLock[] locks =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    <T> T during(Object what, Supplier<T> work) {
        return during(stripe(what), work);
    }

    /** All of them, in an order that is always the same. */
    <T> T during(Iterable<?> all, Supplier<T> work) {
        TreeSet<Integer> stripes = new TreeSet<>();
        all.forEach(what -> stripes.add(stripe(what)));
        Supplier<T> inner = work;
        for (int stripe : stripes.descendingSet()) {
            Supplier<T> next = inner;
            inner = () -> during(stripe, next);
        }
        return inner.get();
    }

    private <T> T during(int stripe, Supplier<T> work) {
        locks[stripe].lock();
        try {
            return work.get();
        } finally {
            locks[stripe].unlock();
        }
    }

    private static int stripe(Object what) {
        return Math.floorMod(what.hashCode(), STRIPES);
    }
}
