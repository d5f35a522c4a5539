package org.muniment.web.subscriber;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.UndeliverableException;
import org.muniment.web.WebArchive;
import org.muniment.web.access.AccessConfig;
import org.muniment.web.access.AccessWeb;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What administrators see and do of subscribers, with the engine running. */
class SubscribersTest {

    @TempDir
    static Path home;

    private static final List<StudyInstanceUid> TAKEN = new CopyOnWriteArrayList<>();
    private static volatile boolean refuses;
    private static WebArchive archive;

    private final StudyInstanceUid study = new SampleStudy().uid();

    @Import(AccessWeb.class)
    static class Wiring {
        @Bean
        AccessConfig accessConfig() {
            return new AccessConfig(
                    home.resolve("users"),
                    Optional.of("the first password"),
                    new AccessConfig.Throttle(3, 1000, Duration.ofMinutes(5)),
                    Optional.empty());
        }

        @Bean
        Subscriber target() {
            return new Subscriber() {
                @Override
                public String name() {
                    return "target";
                }

                @Override
                public void deliver(StudyChange change) throws UndeliverableException {
                    if (refuses) throw new UndeliverableException("answered 422");
                    TAKEN.add(change.study());
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"), Wiring.class);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @Test
    void shouldRestWhilePausedAndReplay() {
        assertThat(send("POST", "/target/pause", "", 200).get("paused").asBoolean())
                .isTrue();
        Position position = archive.bean(MemoryChangeFeed.class).append(study, ChangeKind.STORED);
        assertThat(send("GET", "", "", 200).get(0).get("name").asString()).isEqualTo("target");
        send("POST", "/target/resume", "", 200);
        Awaitility.await().until(() -> TAKEN.contains(study));

        TAKEN.clear();
        String from = position.time().minusSeconds(1).toString();
        send("POST", "/target/replay", "{\"from\":\"" + from + "\"}", 200);
        Awaitility.await().until(() -> TAKEN.contains(study));
        send("POST", "/target/replay", "{\"from\":\"" + position + "\"}", 200);
    }

    @Test
    void shouldShowWhatTheTargetDoesNotTakeAndHaveItTriedAgain() {
        refuses = true;
        StudyInstanceUid other = new SampleStudy().uid();
        archive.bean(MemoryChangeFeed.class).append(study, ChangeKind.STORED);
        archive.bean(MemoryChangeFeed.class).append(other, ChangeKind.STORED);
        Awaitility.await()
                .until(() -> send("GET", "/target", "", 200).get("waiting").asInt() == 2);
        JsonNode troubled = send("GET", "/target/troubled?limit=1", "", 200);
        assertThat(troubled.size()).isEqualTo(1);
        assertThat(troubled.get(0).get("reason").asString()).isEqualTo("answered 422");

        send("DELETE", "/target/troubled/" + other, "", 204);
        refuses = false;
        send("POST", "/target/troubled/" + study + "/retry", "", 202);
        Awaitility.await().until(() -> TAKEN.contains(study));
        assertThat(TAKEN).doesNotContain(other);
        Awaitility.await()
                .until(() -> send("GET", "/target", "", 200).get("waiting").asInt() == 0);
    }

    @Test
    void shouldSayWhatIsNotThereOrWrong() {
        send("GET", "/nobody", "", 404);
        send("POST", "/nobody/pause", "", 404);
        send("DELETE", "/target/troubled/2.25.1", "", 404);
        send("GET", "/target/troubled?limit=0", "", 400);
        for (String from : List.of("yesterday", "+1000000000-12-31T23:59:59Z", "1969-01-01T00:00:00Z"))
            assertThat(send("POST", "/target/replay", "{\"from\":\"" + from + "\"}", 400)
                            .toString())
                    .contains("from");
    }

    private static JsonNode send(String method, String path, String body, int status) {
        HttpResponse<byte[]> response = archive.send(HttpRequest.newBuilder(archive.uri("/api/subscribers" + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("admin:the first password".getBytes(UTF_8))));
        assertThat(response.statusCode()).isEqualTo(status);
        return response.body().length == 0
                ? JsonMapper.shared().nullNode()
                : JsonMapper.shared().readTree(response.body());
    }
}
