package org.muniment.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraSupervisorTest {
    @TempDir
    Path home;

    @Test
    void shouldStartTheNodeAgainOnTheSamePortAndNotAfterClose() throws Exception {
        EmbeddedCassandraConfig config = EmbeddedCassandraConfig.defaults(home).withHeapMegabytes(512);
        CassandraSupervisor supervisor = CassandraSupervisor.start(config);
        InetSocketAddress before = supervisor.contactPoint();
        long firstPid = supervisor.pid();

        ProcessHandle.of(firstPid).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(60)).until(() -> supervisor.isUp() && supervisor.pid() != firstPid);
        assertThat(supervisor.contactPoint()).isEqualTo(before);
        try (Socket socket = new Socket()) {
            socket.connect(before, 1_000);
        }

        long secondPid = supervisor.pid();
        supervisor.close();
        assertThat(supervisor.isUp()).isFalse();
        assertThat(ProcessHandle.of(secondPid)).isEmpty();
    }
}
