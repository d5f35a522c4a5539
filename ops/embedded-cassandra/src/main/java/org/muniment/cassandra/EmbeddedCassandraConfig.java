package org.muniment.cassandra;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to run the node.
 *
 * @param home everything the node keeps: data, commit log, logs, generated configuration
 * @param nativePort CQL port on 127.0.0.1; 0 picks a free one at each start
 * @param heapMegabytes largest Java heap of the child; memtables and caches take their share of it
 * @param library directory with Cassandra's jars, see {@link CassandraLibrary}
 * @param startTimeout how long {@link EmbeddedCassandra#start} waits for the node to answer, including the
 *     replay of the commit log
 * @param stopTimeout how long {@link EmbeddedCassandra#close} waits for an orderly stop before it kills
 */
public record EmbeddedCassandraConfig(
        Path home, int nativePort, int heapMegabytes, Path library, Duration startTimeout, Duration stopTimeout) {

    /** Below this Cassandra 5 spends its time collecting garbage. */
    private static final int SMALLEST_HEAP_MEGABYTES = 256;

    public EmbeddedCassandraConfig {
        home = home.toAbsolutePath().normalize();
        library = library.toAbsolutePath();
        if (nativePort < 0 || nativePort > 65535) {
            throw new IllegalArgumentException("native port " + nativePort + " is not within 0..65535");
        }
        if (heapMegabytes < SMALLEST_HEAP_MEGABYTES) {
            throw new IllegalArgumentException("a heap of " + heapMegabytes + " MB is below the "
                    + SMALLEST_HEAP_MEGABYTES + " MB Cassandra needs");
        }
        if (startTimeout.isNegative() || startTimeout.isZero() || stopTimeout.isNegative()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }

    /** A node with 768 MB of heap on a free port, its jars found beside this module's own. */
    public static EmbeddedCassandraConfig defaults(Path home) {
        return new EmbeddedCassandraConfig(
                home, 0, 768, CassandraLibrary.locate(), Duration.ofMinutes(3), Duration.ofSeconds(30));
    }

    public EmbeddedCassandraConfig withNativePort(int port) {
        return new EmbeddedCassandraConfig(home, port, heapMegabytes, library, startTimeout, stopTimeout);
    }

    public EmbeddedCassandraConfig withHeapMegabytes(int megabytes) {
        return new EmbeddedCassandraConfig(home, nativePort, megabytes, library, startTimeout, stopTimeout);
    }

    public EmbeddedCassandraConfig withStartTimeout(Duration timeout) {
        return new EmbeddedCassandraConfig(home, nativePort, heapMegabytes, library, timeout, stopTimeout);
    }
}
