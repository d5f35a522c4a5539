package org.muniment.web.coercion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.TransferSyntax;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CoercionPreviewTest {

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        for (int i = 1; i <= 3; i++) archive.store(SampleDataSet.ct(1, 1, i), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @Test
    void shouldShowWhatTheRulesInForceWouldChangeAndChangeNothing() {
        byte[] before = archive.get("/dicom-web/studies/2.25.1/metadata").body();

        JsonNode shown = preview("{\"studies\":[\"2.25.1\"]}");

        assertThat(shown.get("looked").asInt()).isEqualTo(3);
        assertThat(shown.get("complete").asBoolean()).isTrue();
        assertThat(shown.get("instances")).hasSize(3);
        JsonNode first = shown.get("instances").get(0);
        assertThat(first.get("study").asString()).isEqualTo("2.25.1");
        assertThat(first.get("changes").get(0).toString())
                .isEqualTo("{\"rule\":\"name it\",\"attribute\":\"InstitutionalDepartmentName\",\"before\":[],"
                        + "\"after\":[\"in force\"]}");
        assertThat(archive.get("/dicom-web/studies/2.25.1/metadata").body()).isEqualTo(before);
    }

    @Test
    void shouldShowWhatOtherRulesWouldChangeInStudiesThatAreSearchedFor() {
        JsonNode shown = preview("{\"rules\":\"others\",\"query\":{\"PatientID\":\"P1\"},\"limit\":2}");

        assertThat(shown.get("looked").asInt()).isEqualTo(2);
        assertThat(shown.get("complete").asBoolean()).isFalse();
        assertThat(shown.get("instances")
                        .get(1)
                        .get("changes")
                        .get(0)
                        .get("after")
                        .get(0)
                        .asString())
                .isEqualTo("others");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MR | {\"studies\":[\"2.25.1\"]}                        | 404 | no source is called so",
                "CT | {}                                                | 400 | must have a key",
                "CT | {\"studies\":[\"x\"]}                             | 400 | studies",
                "CT | {\"query\":{\"Patient\":\"x\"}}                   | 400 | has no attribute Patient",
                "CT | {\"studies\":[\"2.25.1\"],\"limit\":0}            | 400 | must be 1 to 5000",
                "CT | {\"studies\":[\"2.25.1\"],\"rules\":\"a\\\\\\\\b\"}   | 400 | not a valid LO",
                "CT | rules                                             | 400 | ",
            })
    void shouldSayWhatIsWrong(String source, String request, int status, String problem) {
        HttpResponse<byte[]> response = send(source, request);
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(status);
        assertThat(new String(response.body(), UTF_8)).contains(problem == null ? "" : problem);
    }

    private static JsonNode preview(String request) {
        HttpResponse<byte[]> response = send("CT", request);
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<byte[]> send(String source, String request) {
        return archive.send(HttpRequest.newBuilder(archive.uri("/api/sources/" + source + "/coercion/preview"))
                .POST(BodyPublishers.ofString(request))
                .header("Content-Type", "application/json"));
    }
}
