package org.muniment.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node running: one that ends unasked is started again on the same home and the same port, so that the driver
 * finds it where it was. Attempts that fail are repeated with growing pauses for as long as the server runs; meanwhile
 * {@link #isUp} is false. Thread-safe.
 */
public final class CassandraSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CassandraSupervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EmbeddedCassandraConfig config;
    private final Thread watcher = new Thread(this::watch, "cassandra-supervisor");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile EmbeddedCassandra node;

    private CassandraSupervisor(EmbeddedCassandra node, EmbeddedCassandraConfig config) {
        this.node = node;
        this.config = config;
        watcher.setDaemon(true);
        watcher.start();
    }

    /**
     * Starts the node and waits until it answers CQL.
     *
     * @throws EmbeddedCassandraException when this first start fails: a wrong configuration does not mend itself
     */
    public static CassandraSupervisor start(EmbeddedCassandraConfig config) {
        EmbeddedCassandra node = EmbeddedCassandra.start(config);
        return new CassandraSupervisor(
                node, config.withNativePort(node.contactPoint().getPort()));
    }

    /** The same as long as the server runs. */
    public InetSocketAddress contactPoint() {
        return node.contactPoint();
    }

    public String localDatacenter() {
        return node.localDatacenter();
    }

    /** Process id of the node that runs now or ran last. */
    public long pid() {
        return node.pid();
    }

    public boolean isUp() {
        return node.isAlive();
    }

    private void watch() {
        try {
            while (closing.getCount() > 0) {
                int exitCode = node.onExit().get();
                if (closing.getCount() > 0) {
                    LOG.error("Cassandra ended unasked (exit code {}) and is started again", exitCode);
                    restart();
                }
            }
        } catch (InterruptedException e) {
            // close() asks the watcher to end.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void restart() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                node = EmbeddedCassandra.start(config);
                return;
            } catch (EmbeddedCassandraException e) {
                LOG.error("Cassandra does not start again: {}", e.getMessage());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Stops the node in order and does not start it again. */
    @Override
    public void close() {
        closing.countDown();
        watcher.interrupt();
        try {
            watcher.join(config.stopTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.close();
    }
}
