package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metrics.Metrics;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A session that loses statements or answers, holds them back, or tears batches, when told to. A fault happens to the n-th statement
 * from now (the first is 1) that has its pattern in its text, and once; a batch's text is that of all its statements.
 */
final class FaultInjectingSession implements CqlSession {

    private final CqlSession session;
    private final List<Fault> faults = new ArrayList<>();
    private int statements;

    FaultInjectingSession(CqlSession session) {
        this.session = session;
    }

    /** The statement never reaches the cluster. */
    void failBefore(int nth, String pattern) {
        add(nth, pattern, run -> CompletableFuture.failedFuture(new NoNodeAvailableException()));
    }

    /** The statement is executed, its answer is lost. */
    void failAfter(int nth, String pattern) {
        add(nth, pattern, run -> run.send()
                .thenCompose(done -> CompletableFuture.failedFuture(new DriverTimeoutException("injected"))));
    }

    /** The statement waits to be sent until what is returned completes. */
    CompletableFuture<Void> holdBefore(int nth, String pattern) {
        CompletableFuture<Void> released = new CompletableFuture<>();
        add(nth, pattern, run -> released.thenCompose(go -> run.send()));
        return released;
    }

    /** The statement is executed, its answer waits until what is returned completes. */
    CompletableFuture<Void> holdAfter(int nth, String pattern) {
        CompletableFuture<Void> released = new CompletableFuture<>();
        add(nth, pattern, run -> run.send().thenCombine(released, (done, go) -> done));
        return released;
    }

    /** Of the batch only what {@code part} leaves of it is executed: what a reader sees half way through. */
    void tear(String pattern, UnaryOperator<List<BatchableStatement<?>>> part) {
        add(1, pattern, run -> {
            List<BatchableStatement<?>> kept = part.apply(children(run.statement()));
            CompletionStage<?> done = CompletableFuture.completedFuture(null);
            for (BatchableStatement<?> child : kept) done = done.thenCompose(previous -> session.executeAsync(child));
            return done.thenCompose(all -> CompletableFuture.failedFuture(new DriverTimeoutException("torn")));
        });
    }

    /** How many statements were sent, a batch being one. */
    synchronized int statements() {
        return statements;
    }

    static List<BatchableStatement<?>> children(Statement<?> batch) {
        return StreamSupport.stream(((BatchStatement) batch).spliterator(), false)
                .collect(Collectors.toList());
    }

    private synchronized void add(int nth, String pattern, Effect effect) {
        faults.add(new Fault(nth, Pattern.compile(pattern), effect));
    }

    private synchronized Optional<Effect> next(Statement<?> statement) {
        statements++;
        String text = text(statement);
        for (Fault fault : faults) {
            if (fault.pattern.matcher(text).find() && --fault.countdown == 0) {
                faults.remove(fault);
                return Optional.of(fault.effect);
            }
        }
        return Optional.empty();
    }

    private static String text(Statement<?> statement) {
        if (statement instanceof BoundStatement bound)
            return bound.getPreparedStatement().getQuery();
        if (statement instanceof SimpleStatement simple) return simple.getQuery();
        return children(statement).stream().map(FaultInjectingSession::text).collect(Collectors.joining("; "));
    }

    @Override
    public <RequestT extends Request, ResultT> ResultT execute(RequestT request, GenericType<ResultT> resultType) {
        if (!Statement.ASYNC.equals(resultType)) return session.execute(request, resultType);
        Statement<?> statement = (Statement<?>) request;
        Run run = new Run(statement, session);
        CompletionStage<?> result = next(statement)
                .<CompletionStage<?>>map(effect -> effect.on(run))
                .orElseGet(run::send);
        @SuppressWarnings("unchecked") // the type of Statement.ASYNC
        ResultT typed = (ResultT) result;
        return typed;
    }

    private record Run(Statement<?> statement, CqlSession session) {
        CompletionStage<AsyncResultSet> send() {
            return session.executeAsync(statement);
        }
    }

    private interface Effect {
        CompletionStage<?> on(Run run);
    }

    private static final class Fault {
        private final Pattern pattern;
        private final Effect effect;
        private int countdown;

        Fault(int nth, Pattern pattern, Effect effect) {
            this.countdown = nth;
            this.pattern = pattern;
            this.effect = effect;
        }
    }

    @Override
    public String getName() {
        return session.getName();
    }

    @Override
    public Metadata getMetadata() {
        return session.getMetadata();
    }

    @Override
    public boolean isSchemaMetadataEnabled() {
        return session.isSchemaMetadataEnabled();
    }

    @Override
    public CompletionStage<Metadata> setSchemaMetadataEnabled(Boolean enabled) {
        return session.setSchemaMetadataEnabled(enabled);
    }

    @Override
    public CompletionStage<Metadata> refreshSchemaAsync() {
        return session.refreshSchemaAsync();
    }

    @Override
    public CompletionStage<Boolean> checkSchemaAgreementAsync() {
        return session.checkSchemaAgreementAsync();
    }

    @Override
    public DriverContext getContext() {
        return session.getContext();
    }

    @Override
    public Optional<CqlIdentifier> getKeyspace() {
        return session.getKeyspace();
    }

    @Override
    public Optional<Metrics> getMetrics() {
        return session.getMetrics();
    }

    @Override
    public CompletionStage<Void> closeFuture() {
        return session.closeFuture();
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        return session.closeAsync();
    }

    @Override
    public CompletionStage<Void> forceCloseAsync() {
        return session.forceCloseAsync();
    }
}
