package org.muniment.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One node for all tests of a JVM: started by the first that asks, killed and deleted when the JVM ends. Tests keep
 * apart by keyspaces.
 */
public final class SharedCassandra {
    private static final AtomicInteger KEYSPACES = new AtomicInteger();

    private SharedCassandra() {}

    /** The running node. Tests that kill a node start one of their own. */
    public static EmbeddedCassandra node() {
        return Holder.NODE;
    }

    /** A keyspace name no other test of this JVM uses; the caller creates it. */
    public static String freshKeyspace() {
        return "test_" + KEYSPACES.incrementAndGet();
    }

    /** Started on first use, by the class loader's own lock. */
    private static final class Holder {
        static final EmbeddedCassandra NODE = start();

        private static EmbeddedCassandra start() {
            try {
                Path home = Files.createTempDirectory("cassandra-test");
                EmbeddedCassandra node = EmbeddedCassandra.start(
                        EmbeddedCassandraConfig.defaults(home).withHeapMegabytes(512));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    node.killForcibly();
                    delete(home);
                }));
                return node;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path home) {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
