package org.muniment.cassandra;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muniment.cassandra.node.NodeMain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Cassandra node in a child JVM: durable, bound to 127.0.0.1, owned by this process. It dies with its parent,
 * however the parent dies, and starts again on the same home with every write it acknowledged.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedCassandra implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCassandra.class);

    /** Only a port taken between the check and the bind makes a second attempt worthwhile. */
    private static final int ATTEMPTS = 3;

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(30);
    private static final int LOG_LINES = 15;

    private final EmbeddedCassandraConfig config;
    private final NodeProcess process;
    private final int nativePort;

    private EmbeddedCassandra(EmbeddedCassandraConfig config, NodeProcess process, int nativePort) {
        this.config = config;
        this.process = process;
        this.nativePort = nativePort;
    }

    /**
     * Starts the node and waits until it answers CQL.
     *
     * @throws EmbeddedCassandraException when the home is in use, the port is taken, the Java runtime is not 17, or the
     *     node exits or is not up in time
     */
    public static EmbeddedCassandra start(EmbeddedCassandraConfig config) {
        int java = Runtime.version().feature();
        if (java != 17) {
            throw new EmbeddedCassandraException("Cassandra 5.0 needs a Java 17 runtime, this is Java " + java);
        }
        long begin = System.nanoTime();
        NodeHome home = new NodeHome(config.home());
        Optional<EmbeddedCassandra> node = attempt(config, home);
        for (int attempt = 2; node.isEmpty() && attempt <= ATTEMPTS; attempt++) {
            node = attempt(config, home);
        }
        EmbeddedCassandra running = node.orElseThrow(() -> exited(home));
        LOG.info(
                "Cassandra answers on 127.0.0.1:{} after {} ms (pid {}, home {})",
                running.nativePort,
                Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                running.pid(),
                home.path());
        return running;
    }

    /** Empty when somebody took a port between the check and the child's bind. */
    private static Optional<EmbeddedCassandra> attempt(EmbeddedCassandraConfig config, NodeHome home) {
        int nativePort = config.nativePort() == 0 ? FreePort.pick() : config.nativePort();
        if (!FreePort.isFree(nativePort)) {
            throw new EmbeddedCassandraException("port " + nativePort + " for CQL is in use on 127.0.0.1");
        }
        int storagePort = FreePort.pick();
        home.prepare(nativePort, storagePort);
        NodeProcess process = NodeProcess.launch(config, home);
        if (awaitReady(process, config, home)) {
            return Optional.of(new EmbeddedCassandra(config, process, nativePort));
        }
        if (FreePort.isFree(storagePort) && FreePort.isFree(nativePort)) {
            throw exited(home);
        }
        return Optional.empty();
    }

    private static EmbeddedCassandraException exited(NodeHome home) {
        return new EmbeddedCassandraException(
                "Cassandra in " + home.path() + " exited while starting; see " + home.logs() + System.lineSeparator()
                        + NodeHome.tail(NodeProcess.console(home), LOG_LINES)
                        + NodeHome.tail(home.logs().resolve("system.log"), LOG_LINES));
    }

    /** False when the child has exited. */
    private static boolean awaitReady(NodeProcess process, EmbeddedCassandraConfig config, NodeHome home) {
        try {
            String line = process.awaitFirstLine(config.startTimeout().toNanos());
            if (line.startsWith(NodeMain.LOCKED)) {
                throw new EmbeddedCassandraException(home.path() + " is in use by another Cassandra node, process "
                        + line.substring(NodeMain.LOCKED.length()).strip());
            }
            return line.equals(NodeMain.READY);
        } catch (TimeoutException e) {
            process.kill();
            throw new EmbeddedCassandraException("Cassandra in " + home.path() + " did not answer within "
                    + config.startTimeout().toSeconds() + " s; see " + home.logs());
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new EmbeddedCassandraException("interrupted while Cassandra was starting", e);
        }
    }

    /** Where the driver connects to. */
    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), nativePort);
    }

    /** The name the driver needs for its load balancing. */
    public String localDatacenter() {
        return "datacenter1";
    }

    /** Process id of the child JVM. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the child ends, whoever ended it. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** Ends the node with SIGKILL and waits for its end: what a crash does. */
    public void killForcibly() {
        process.kill();
        awaitExit(KILL_TIMEOUT);
    }

    /** Stops in order (memtables flushed, log synced); kills when that takes longer than the configured time. */
    @Override
    public void close() {
        process.requestStop();
        if (!awaitExit(config.stopTimeout())) {
            LOG.warn(
                    "Cassandra did not stop within {} s and is killed",
                    config.stopTimeout().toSeconds());
            killForcibly();
        }
    }

    private boolean awaitExit(Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
