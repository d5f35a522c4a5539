package org.muniment.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCassandraTest {
    @TempDir
    Path home;

    @Test
    void shouldKeepAcknowledgedRowsThroughSigkillAndStopInOrder() throws Exception {
        EmbeddedCassandraConfig config =
                EmbeddedCassandraConfig.defaults(home.resolve("with space")).withHeapMegabytes(512);
        EmbeddedCassandra first = EmbeddedCassandra.start(config);
        try (CqlSession session = connect(first)) {
            session.execute("CREATE KEYSPACE k WITH replication = {'class':'SimpleStrategy','replication_factor':1}");
            session.execute("CREATE TABLE k.t (id int PRIMARY KEY, name text)");
            session.execute("CREATE INDEX ON k.t (name) USING 'sai'");
            session.execute("INSERT INTO k.t (id, name) VALUES (1, 'acknowledged')");
            collectGarbage(first); // in which the lock on the home must not go
            assertThatThrownBy(() -> EmbeddedCassandra.start(config))
                    .isInstanceOf(EmbeddedCassandraException.class)
                    .hasMessageContaining("in use by another Cassandra node, process " + first.pid());
            first.killForcibly();
        }
        assertThat(first.onExit()).isCompletedWithValue(137);
        Path leftBehind = config.home().resolve("tmp/libnative.so");
        Files.createFile(leftBehind);

        EmbeddedCassandra second = EmbeddedCassandra.start(
                config.withNativePort(first.contactPoint().getPort()));
        try (CqlSession session = connect(second)) {
            assertThat(session.execute("SELECT id FROM k.t WHERE name = 'acknowledged'")
                            .all())
                    .hasSize(1);
        }
        assertThat(leftBehind).doesNotExist();
        second.close();
        assertThat(second.onExit()).isCompletedWithValue(0);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void shouldDieWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndLinger.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = parent.inputReader()
                .lines()
                .filter(printed -> printed.startsWith("node "))
                .findFirst()
                .orElseThrow();
        ProcessHandle node = ProcessHandle.of(Long.parseLong(line.substring("node ".length())))
                .orElseThrow();

        parent.destroyForcibly();

        assertThat(node.onExit().get(1, TimeUnit.MINUTES).isAlive()).isFalse();
    }

    @Test
    void shouldSayWhyItDidNotStart() throws IOException {
        Path taken = Files.writeString(home.resolve("data"), "not a directory");

        assertThatThrownBy(() -> EmbeddedCassandra.start(EmbeddedCassandraConfig.defaults(home)))
                .isInstanceOf(EmbeddedCassandraException.class)
                .hasMessageContaining(taken.toString());
    }

    @Test
    void shouldRefuseNonsense() {
        EmbeddedCassandraConfig config = EmbeddedCassandraConfig.defaults(home);
        assertThatThrownBy(() -> config.withNativePort(65_536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> config.withHeapMegabytes(64)).hasMessageContaining("64 MB");
        assertThatThrownBy(() -> config.withStartTimeout(Duration.ZERO)).hasMessageContaining("timeouts");
    }

    @Test
    void shouldKeepCassandraOffTheClassPathOfOthers() throws IOException {
        try (Stream<Path> jars = Files.list(CassandraLibrary.locate())) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(jar -> jar.startsWith("cassandra-all-"))
                    .noneMatch(jar -> jar.startsWith("java-driver-core-"));
        }
    }

    private static void collectGarbage(EmbeddedCassandra node) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        int status = new ProcessBuilder(jcmd, Long.toString(node.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private static CqlSession connect(EmbeddedCassandra node) {
        DriverConfigLoader patient = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .build();
        return CqlSession.builder()
                .withConfigLoader(patient)
                .addContactPoint(node.contactPoint())
                .withLocalDatacenter(node.localDatacenter())
                .build();
    }

    /** A parent to be killed: prints the node's process id and waits. */
    static final class StartAndLinger {
        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedCassandra node = EmbeddedCassandra.start(EmbeddedCassandraConfig.defaults(Path.of(arguments[0])));
            System.out.println("node " + node.pid());
            node.onExit().join();
        }
    }
}
