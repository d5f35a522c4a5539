package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** Runs statements and waits for them; the driver's futures and exceptions go no further than this. */
final class CqlRunner {

    private static final int AT_ONCE = 64;

    private final CqlSession session;
    private final Duration deadline;

    /** {@code timeout} of one statement, after which the driver gives up; a wait lasts a little longer only if the driver hangs. */
    CqlRunner(CqlSession session, Duration timeout) {
        this.session = session;
        this.deadline = timeout.plusSeconds(1);
    }

    PreparedStatement prepare(String cql) {
        try {
            return session.prepare(cql);
        } catch (DriverException | IllegalStateException e) {
            throw unavailable(e);
        }
    }

    /** Sends the statement without waiting; several may be under way before the first {@link #await}. */
    CompletableFuture<AsyncResultSet> start(Statement<?> statement) {
        try {
            return session.executeAsync(statement).toCompletableFuture();
        } catch (DriverException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    <T> T await(CompletableFuture<T> started) {
        try {
            return started.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    /** Sends the statement and waits until it is done. */
    void run(Statement<?> statement) {
        await(start(statement));
    }

    /**
     * Runs a lightweight transaction and tells whether it was applied. Not sent again by the driver: the second time it would seem to have lost against itself.
     */
    boolean applied(BoundStatement conditional) {
        return await(start(conditional
                        .setIdempotent(false)
                        .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)))
                .wasApplied();
    }

    /** The row of a primary key, as it is after all writes anybody was told are done; what one that died left undecided is settled. */
    Optional<Row> serial(BoundStatement select) {
        Iterator<Row> rows = rows(select.setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL));
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    /** Sends the statements, some at a time in no order, and waits until all are done; where one fails, others may have been done. */
    void runAll(Stream<? extends Statement<?>> statements) {
        Queue<CompletableFuture<AsyncResultSet>> started = new ArrayDeque<>(AT_ONCE);
        statements.forEach(statement -> {
            if (started.size() == AT_ONCE) await(started.remove());
            started.add(start(statement));
        });
        started.forEach(this::await);
    }

    /** The rows of the answer, sent for when the first is asked for and then page by page. */
    Iterator<Row> rows(Statement<?> select) {
        return new Pages(() -> start(select));
    }

    /** The rows of an answer that is on its way. */
    Iterator<Row> rows(CompletableFuture<AsyncResultSet> started) {
        return new Pages(() -> started);
    }

    /** The message names what went wrong but no values: they may be a patient's. */
    private static ArchiveException unavailable(Throwable cause) {
        return new ArchiveException(
                ErrorCode.INDEX_UNAVAILABLE,
                "the index did not answer: " + cause.getClass().getSimpleName(),
                cause);
    }

    /** Sends for the next page when half of the present one is used: who reads on need not wait, who stops has not asked for much. */
    private final class Pages implements Iterator<Row> {

        private final Supplier<CompletableFuture<AsyncResultSet>> first;
        private AsyncResultSet page;
        private int half;
        private CompletableFuture<AsyncResultSet> next;

        Pages(Supplier<CompletableFuture<AsyncResultSet>> first) {
            this.first = first;
        }

        @Override
        public boolean hasNext() {
            if (page == null) turnTo(first.get());
            while (page.remaining() == 0 && page.hasMorePages()) turnTo(next == null ? fetchNext() : next);
            return page.remaining() > 0;
        }

        private void turnTo(CompletableFuture<AsyncResultSet> fetched) {
            page = await(fetched);
            half = page.remaining() / 2;
            next = null;
        }

        private CompletableFuture<AsyncResultSet> fetchNext() {
            return page.fetchNextPage().toCompletableFuture();
        }

        @Override
        public Row next() {
            if (!hasNext()) throw new NoSuchElementException();
            Row row = page.one();
            if (next == null && page.remaining() <= half && page.hasMorePages()) next = fetchNext();
            return row;
        }
    }
}
