package org.muniment.index.cassandra;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lazy sequences; the flatMap of streams would read ahead. */
final class Iterators {

    private Iterators() {}

    static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    static <T> List<T> list(Iterator<T> iterator) {
        return stream(iterator).toList();
    }

    static <A, B> Iterator<B> map(Iterator<A> iterator, Function<A, B> function) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public B next() {
                return function.apply(iterator.next());
            }
        };
    }

    static <T> Iterator<T> filter(Iterator<T> iterator, Predicate<T> wanted) {
        return flatMap(iterator, element -> (wanted.test(element) ? List.of(element) : List.<T>of()).iterator());
    }

    /** All of what each element of {@code outer} leads to, one after another. */
    static <A, B> Iterator<B> flatMap(Iterator<A> outer, Function<A, Iterator<B>> inner) {
        return new Iterator<>() {
            private Iterator<B> current = List.<B>of().iterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && outer.hasNext()) current = inner.apply(outer.next());
                return current.hasNext();
            }

            @Override
            public B next() {
                if (!hasNext()) throw new NoSuchElementException();
                return current.next();
            }
        };
    }
}
