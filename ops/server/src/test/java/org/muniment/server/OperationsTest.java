package org.muniment.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.foreign.MunimentProcess;

/** What an operator sees of a running server, and of one that does not start. */
class OperationsTest {
    @TempDir
    static Path home;

    private static MunimentProcess server;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        server = MunimentProcess.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldReportEachPartAndKeepTheRestToItself() throws Exception {
        assertThat(get("/actuator/health/readiness").body()).contains("\"index\"", "\"store\"", "\"dicom\"");
        assertThat(get("/actuator/prometheus").body()).contains("muniment_dicom_associations");
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/heapdump").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNotBeReadyWhileCassandraIsAway() {
        server.cassandra().destroyForcibly();

        await(503);
        await(200);
        assertThat(server.output()).anyMatch(line -> line.contains("Cassandra ended unasked"));
    }

    @Test
    void shouldRefuseASecondServerOnOneHome() {
        assertThatThrownBy(() -> MunimentProcess.start(home))
                .hasMessageContaining("is in use by")
                .hasMessageNotContaining("\tat ");
    }

    @Test
    void shouldNameAnUnknownKeyAndNotStart(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("config"));
        Files.writeString(other.resolve("config/muniment.yaml"), "muniment:\n  dicom:\n    prot: 104\n");

        assertThatThrownBy(() -> MunimentProcess.start(other)).hasMessageContaining("muniment.dicom.prot");
    }

    private void await(int readiness) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> get("/actuator/health/readiness").statusCode() == readiness);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.http().resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
