package org.muniment.web.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.web.WebArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditTrailOverHttpTest {

    @TempDir
    static Path home;

    private static WebArchive archive;
    private static List<Sealed> entries;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"));
        AuditTrail trail = archive.bean(AuditTrail.class);
        entries = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> trail.append(LifecycleEvent.of(
                                EventKind.HOLD_PLACED,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                "officer",
                                new StudyInstanceUid("2.25." + i))
                        .with("reason", "case " + i)))
                .toList();
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static JsonNode json(String path) {
        HttpResponse<byte[]> response = archive.get(path);
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void shouldListEntriesPageByPage() {
        JsonNode page = json("/api/lifecycle/audit?from=5&limit=3");
        assertThat(page.size()).isEqualTo(3);
        assertThat(page.at("/0/sequence").asLong()).isEqualTo(5);
        assertThat(page.at("/0/kind").asString()).isEqualTo("HOLD_PLACED");
        assertThat(page.at("/0/code").asString()).isEqualTo("hold");
        assertThat(page.at("/0/study").asString()).isEqualTo("2.25.5");
        assertThat(page.at("/0/details/reason").asString()).isEqualTo("case 5");
        assertThat(page.at("/1/previous")).isEqualTo(page.at("/0/hash"));
    }

    @Test
    void shouldVerifyTheTrailAlsoAgainstWhatWasNotedElsewhere() {
        JsonNode found = json("/api/lifecycle/audit/verification");
        assertThat(found.at("/holds").asBoolean()).isTrue();
        assertThat(found.at("/entries").asLong()).isEqualTo(12);
        assertThat(found.at("/last").asString())
                .isEqualTo("12:" + entries.get(11).hash());
        String noted =
                "/api/lifecycle/audit/verification?anchor=" + found.at("/last").asString() + "&anchor=3:";
        assertThat(json(noted + entries.get(2).hash()).at("/holds").asBoolean()).isTrue();
        JsonNode other = json(noted + entries.get(3).hash());
        assertThat(other.at("/holds").asBoolean()).isFalse();
        assertThat(other.at("/findings/0/sequence").asLong()).isEqualTo(3);
    }

    @Test
    void shouldGiveOutAllEntriesAsLines() {
        HttpResponse<byte[]> response = archive.get("/api/lifecycle/audit/export?from=3");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(new String(response.body(), UTF_8).lines())
                .containsExactlyElementsOf(
                        entries.subList(2, 12).stream().map(Sealed::text).toList());
    }

    @Test
    void shouldSayWhatIsNotAsked() {
        for (String path : List.of("?from=0", "?limit=0", "?limit=1001", "/export?from=0", "/verification?anchor=1"))
            assertThat(archive.get("/api/lifecycle/audit" + path).statusCode())
                    .as(path)
                    .isEqualTo(400);
    }
}
