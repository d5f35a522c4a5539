package org.muniment.web.rejection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;
import org.muniment.web.access.AccessConfig;
import org.muniment.web.access.AccessWeb;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rejecting, looking at what is rejected, and restoring, as clients do it. */
class RejectionTest {

    private static final String ADMIN = basic("admin", "the first password");
    private static final AtomicInteger STUDY = new AtomicInteger();

    @TempDir
    static Path home;

    private static WebArchive archive;

    private final int number = STUDY.incrementAndGet();
    private final String study = "/dicom-web/studies/2.25." + number;
    private final String series = study + "/series/2.25." + number + ".1";
    private final String instance = series + "/instances/2.25." + number + ".1.1";

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
    }

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"), Wiring.class);
        for (String role : new String[] {"viewer", "uploader"}) {
            String user = "{\"name\":\"" + role + "\",\"password\":\"a password\",\"roles\":[\"" + role + "\"]}";
            assertThat(send("POST", "/api/users", user, ADMIN).statusCode()).isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private void store() {
        for (int s = 1; s <= 2; s++)
            for (int i = 1; i <= 2; i++)
                archive.store(SampleDataSet.ct(number, s, i), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private static HttpResponse<byte[]> send(String method, String path, String body, String authorization) {
        return archive.send(HttpRequest.newBuilder(archive.uri(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json"));
    }

    private static HttpResponse<byte[]> get(String path) {
        return archive.get(path, "Authorization", ADMIN);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isBetween(200, 201);
        return JsonMapper.shared().readTree(response.body());
    }

    private JsonNode reject(String what) {
        HttpResponse<byte[]> response =
                send("POST", "/api/rejections", "{\"study\":\"2.25." + number + "\"," + what + "}", ADMIN);
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(201);
        return json(response);
    }

    private void assertGone(String path) {
        for (String resource : new String[] {"", "/metadata"})
            assertThat(get(path + resource).statusCode()).as(path + resource).isEqualTo(404);
    }

    @Test
    void shouldRejectAStudyAndShowItToAdministratorsUntilItIsRestored() throws Exception {
        store();
        byte[] before = get(instance + "/metadata").body();

        JsonNode rejection = reject("\"code\":\"113037\",\"reason\":\"wrong side\"");

        assertThat(rejection.get("state").asString()).isEqualTo("in_force");
        assertThat(rejection.get("by").asString()).isEqualTo("admin");
        assertThat(rejection.get("reason").asString()).isEqualTo("wrong side");
        assertThat(rejection.get("instances").asInt()).isEqualTo(4);
        for (String path : new String[] {study, series, instance}) assertGone(path);
        assertThat(json(get("/dicom-web/studies?PatientID=P" + number))).isEmpty();
        assertThat(json(get("/dicom-web/instances?StudyInstanceUID=2.25." + number)))
                .isEmpty();
        assertThat(get("/dicom-web/wado?requestType=WADO&contentType=application/dicom&studyUID=2.25." + number
                                + "&seriesUID=2.25." + number + ".1&objectUID=2.25." + number + ".1.1")
                        .statusCode())
                .isEqualTo(404);

        JsonNode found = json(get(
                "/rejected/dicom-web/studies?PatientID=P" + number + "&includefield=NumberOfStudyRelatedInstances"));
        assertThat(found.get(0).at("/00201208/Value/0").asInt()).isEqualTo(5); // with the note
        assertThat(found.get(0).at("/00081190/Value/0").asString())
                .isEqualTo(archive.uri("/rejected" + study).toString());
        assertThat(get("/rejected" + instance + "/metadata").body()).isEqualTo(before);
        assertThat(json(get("/rejected" + series + "/metadata"))).hasSize(2);
        assertThat(get("/rejected" + study).statusCode()).isEqualTo(200);

        String id = rejection.get("id").asString();
        JsonNode restored =
                json(send("POST", "/api/rejections/" + id + "/restore", "{\"reason\":\"right side\"}", ADMIN));
        assertThat(restored.get("state").asString()).isEqualTo("restored");
        assertThat(restored.at("/restoration/reason").asString()).isEqualTo("right side");
        assertThat(get(instance + "/metadata").body()).isEqualTo(before);
        assertThat(json(get(study + "/metadata"))).hasSize(4);
        assertThat(json(get("/dicom-web/studies?PatientID=P" + number))).hasSize(1);
        assertThat(get("/rejected" + instance).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTakeSeriesMetadataAndCountsAlong() {
        store();
        assertThat(json(get(series + "/metadata"))).hasSize(2);
        reject("\"code\":\"113001\",\"instances\":[\"2.25." + number + ".1.2\"]");

        assertThat(json(get(series + "/metadata"))).hasSize(1);
        JsonNode found =
                json(get("/dicom-web/studies?PatientID=P" + number + "&includefield=00201206&includefield=00201208"));
        assertThat(found.get(0).at("/00201208/Value/0").asInt()).isEqualTo(4); // with the note
        assertThat(found.get(0).at("/00080061/Value")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"study, 4", "series, 2", "instance, 1"})
    void shouldRejectWhatIsDeleted(String what, int instances) {
        store();
        String path = what.equals("study") ? study : what.equals("series") ? series : instance;

        HttpResponse<byte[]> response = send("DELETE", path + "?code=113038&reason=wrong%20patient", "", ADMIN);

        assertThat(response.statusCode()).isEqualTo(204);
        assertGone(path);
        JsonNode rejection =
                json(get(response.headers().firstValue("Content-Location").orElseThrow()));
        assertThat(rejection.get("code").asString()).isEqualTo("113038");
        assertThat(rejection.get("reason").asString()).isEqualTo("wrong patient");
        assertThat(rejection.get("instances").asInt()).isEqualTo(instances);
        assertThat(send("DELETE", path, "", ADMIN).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldListRejections() {
        store();
        String first = reject("\"code\":\"113001\",\"series\":[\"2.25." + number + ".1\"]")
                .get("id")
                .asString();
        JsonNode second = reject("\"code\":\"113039\"");

        JsonNode ofStudy = json(get("/api/rejections?study=2.25." + number));
        assertThat(ofStudy).hasSize(2);
        assertThat(ofStudy.get(0).get("id")).isEqualTo(second.get("id"));
        assertThat(ofStudy.get(1).get("id").asString()).isEqualTo(first);
        assertThat(json(get("/api/rejections?limit=1"))).hasSize(1);
        assertThat(json(get("/api/rejections?before=" + second.get("at").asString())))
                .noneMatch(r -> r.get("id").equals(second.get("id")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} | study",
                "{\"study\":\"2.25.x\",\"code\":\"113001\"} | study",
                "{\"study\":\"2.25.9999\"} | code",
                "{\"study\":\"2.25.9999\",\"code\":\"113000\"} | code",
                "{\"study\":\"2.25.9999\",\"code\":\"113001\",\"series\":[\"../x\"]} | series"
            })
    void shouldNameTheParameterThatIsWrong(String row) {
        String[] parts = row.split(" \\| ");

        HttpResponse<byte[]> response = send("POST", "/api/rejections", parts[0], ADMIN);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared()
                        .readTree(response.body())
                        .get("parameter")
                        .asString())
                .isEqualTo(parts[1]);
    }

    @Test
    void shouldTellWhatIsNotThere() {
        assertThat(send("POST", "/api/rejections", "{\"study\":\"2.25.9999\",\"code\":\"113001\"}", ADMIN)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/api/rejections/2.25.9999").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/api/rejections/2.25.9999/restore", "", ADMIN).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/rejections?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/rejections?before=yesterday").statusCode()).isEqualTo(400);
        assertThat(get("/rejected/dicom-web/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldLetNobodyElseRejectNorLook() {
        store();
        String body = "{\"study\":\"2.25." + number + "\",\"code\":\"113001\"}";
        for (String role : new String[] {"viewer", "uploader"}) {
            String user = basic(role, "a password");
            assertThat(send("POST", "/api/rejections", body, user).statusCode()).isEqualTo(403);
            assertThat(send("DELETE", study, "", user).statusCode()).isEqualTo(403);
            assertThat(send("GET", "/rejected" + study, "", user).statusCode()).isEqualTo(403);
            assertThat(send("GET", "/rejected/dicom-web/studies", "", user).statusCode())
                    .isEqualTo(403);
        }
        assertThat(get(study).statusCode()).isEqualTo(200);
    }

    /** Of a note that the archive itself has written, taken from there. */
    @Test
    void shouldTakeNotesByStowFromAdministratorsOnly() throws Exception {
        store();
        JsonNode rejection = reject("\"code\":\"113001\",\"instances\":[\"2.25." + number + ".1.1\"]");
        String id = rejection.get("id").asString();
        byte[] note = archive.get(
                        study + "/series/" + rejection.at("/note/series").asString() + "/instances/" + id,
                        "Authorization",
                        ADMIN,
                        "Accept",
                        "application/dicom")
                .body();
        Attributes document = DicomReader.ofFile(note, ReadOptions.IN_MEMORY).read();
        assertThat(document.getItem(Tag.ConceptNameCodeSequence).getString(Tag.CodeValue))
                .isEqualTo("113001");

        HttpResponse<byte[]> refused = stow(note, basic("uploader", "a password"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(new String(refused.body(), UTF_8)).contains("\"00081197\"", String.valueOf(0x0124));
        assertThat(stow(note, ADMIN).statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> stow(byte[] file, String authorization) {
        return archive.send(HttpRequest.newBuilder(archive.uri("/dicom-web/studies"))
                .POST(BodyPublishers.ofByteArray(file))
                .header("Authorization", authorization)
                .header("Content-Type", "application/dicom"));
    }
}
