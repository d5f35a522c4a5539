package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Follows hints to the rows they point at, some at a time in parallel, in the order of the hints. Each hint leads to at most one
 * row; it yields nothing where there is none or where the row does not bear it out.
 */
final class Lookups<H, T> implements Iterator<T> {

    /** Few enough for a short answer not to wait for rows it does not need. */
    private static final int AT_ONCE = 64;

    private final CqlRunner cql;
    private final Iterator<H> hints;
    private final Function<H, Statement<?>> select;
    private final BiFunction<H, Row, Optional<T>> read;
    private final Queue<T> found = new ArrayDeque<>();

    Lookups(CqlRunner cql, Iterator<H> hints, Function<H, Statement<?>> select, BiFunction<H, Row, Optional<T>> read) {
        this.cql = cql;
        this.hints = hints;
        this.select = select;
        this.read = read;
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && hints.hasNext()) fetch();
        return !found.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) throw new NoSuchElementException();
        return found.remove();
    }

    private void fetch() {
        List<H> batch = new ArrayList<>(AT_ONCE);
        List<CompletableFuture<AsyncResultSet>> started = new ArrayList<>(AT_ONCE);
        while (batch.size() < AT_ONCE && hints.hasNext()) {
            H hint = hints.next();
            batch.add(hint);
            started.add(cql.start(select.apply(hint)));
        }
        for (int i = 0; i < batch.size(); i++) {
            Row row = cql.await(started.get(i)).one();
            if (row != null) read.apply(batch.get(i), row).ifPresent(found::add);
        }
    }
}
