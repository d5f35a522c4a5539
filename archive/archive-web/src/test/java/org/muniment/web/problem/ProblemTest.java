package org.muniment.web.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.web.RawRequest;
import org.muniment.web.WebArchive;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whatever goes wrong is a problem of RFC 9457 that says what. */
class ProblemTest {
    @TempDir
    static Path home;

    private static WebArchive archive;

    @RestController
    static class Failing {
        @GetMapping("/failing/codes/{code}")
        String fail(@PathVariable ErrorCode code) {
            throw new ArchiveException(code, "because");
        }

        @GetMapping("/failing/studies/{study}")
        String study(@PathVariable StudyInstanceUid study) {
            return study.value();
        }

        @GetMapping("/failing/parameter")
        String parameter(@RequestParam int limit) {
            throw new BadParameterException("limit", limit + " is too much");
        }

        @GetMapping("/failing/unexpectedly")
        String unexpectedly() {
            throw new IllegalStateException("secret");
        }

        @GetMapping("/failing/late")
        void late(OutputStream out) throws IOException {
            out.write(new byte[100_000]);
            out.flush();
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "found out late");
        }

        @PostMapping(path = "/failing/text", consumes = MediaType.TEXT_PLAIN_VALUE, produces = "text/plain")
        String text(@RequestBody String text) {
            return text;
        }
    }

    static class Wiring {
        @Bean
        Failing failing() {
            return new Failing();
        }
    }

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home, Wiring.class);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @Test
    void shouldTellFailuresOfTheArchive() {
        HttpResponse<byte[]> busy = archive.get("/failing/codes/OVERLOADED");
        assertProblem(busy, 503, "because");
        assertThat(busy.headers().firstValue("Retry-After")).isPresent();
        assertProblem(archive.get("/failing/codes/NOT_FOUND", "Accept", "multipart/related"), 404, "because");
    }

    @Test
    void shouldNameTheParameter() {
        assertProblem(archive.get("/failing/studies/1.2.x"), 400, "\"parameter\":\"study\"");
        assertProblem(archive.get("/failing/parameter?limit=many"), 400, "\"parameter\":\"limit\"");
        assertProblem(archive.get("/failing/parameter?limit=5"), 400, "limit: 5 is too much");
        assertProblem(archive.get("/failing/parameter"), 400, "\"parameter\":\"limit\"");
    }

    @Test
    void shouldTellRequestsThatFitNothing() {
        assertProblem(archive.get("/nowhere"), 404, "Nothing is at this path");
        assertProblem(archive.get("/failing/text"), 405, "GET");
        assertProblem(post("text/html", "text/plain"), 415, "text/html");
        assertProblem(post("text/plain", "image/png"), 406, "text/plain");
    }

    private static HttpResponse<byte[]> post(String contentType, String accept) {
        return archive.send(HttpRequest.newBuilder(archive.uri("/failing/text"))
                .headers("Content-Type", contentType, "Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString("text")));
    }

    @Test
    void shouldKeepItsOwnFailuresToItself() {
        HttpResponse<byte[]> failure = archive.get("/failing/unexpectedly");
        assertProblem(failure, 500, "log");
        assertThat(text(failure)).doesNotContain("secret");
    }

    /** So that the client knows that this was not all. */
    @Test
    void shouldCutAnAnswerThatFailsOnTheWay() {
        assertThatThrownBy(() -> archive.get("/failing/late")).hasCauseInstanceOf(IOException.class);
        assertThat(RawRequest.get(archive.uri("/"), "/failing/late").body())
                .hasSizeGreaterThan(100_000)
                .doesNotContain("status");
    }

    @Test
    void shouldTellWhatIsNoRequest() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", archive.uri("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /a|b HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"status\":400");
        }
    }

    private static void assertProblem(HttpResponse<byte[]> response, int status, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(text(response)).contains("\"status\":" + status, detail);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
