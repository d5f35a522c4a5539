package org.muniment.core.find;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Streams of the index one after the other, each opened when its turn comes, pulled row by row. A stream's own {@code flatMap} would
 * read each inner stream whole.
 */
final class Rows<T> implements AutoCloseable {

    private final Iterator<Supplier<Stream<T>>> rest;
    private Stream<T> stream = Stream.empty();
    private Iterator<T> rows = Collections.emptyIterator();

    Rows(List<Supplier<Stream<T>>> streams) {
        this.rest = streams.iterator();
    }

    boolean hasNext() {
        while (!rows.hasNext()) {
            if (!rest.hasNext()) return false;
            stream.close();
            stream = rest.next().get();
            rows = stream.iterator();
        }
        return true;
    }

    T next() {
        return rows.next();
    }

    @Override
    public void close() {
        stream.close();
        rows = Collections.emptyIterator();
    }
}
