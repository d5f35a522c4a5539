package org.muniment.web.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What two people do to destroy a study is tried in the walk-through, on a whole server. */
class RecordsOverHttpTest {

    private static final String STUDY = "2.25.8801";

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() throws IOException {
        Path retention = Files.createDirectories(home.resolve("policies/retention"));
        Files.copy(
                Path.of("../../config/policies/retention/samples/us-hospital-imaging.yaml"),
                retention.resolve("us-hospital-imaging.yaml"));
        archive = WebArchive.start(home.resolve("objects"));
        Attributes dataSet = SampleDataSet.ct(8801, 1, 1);
        dataSet.setString(Tag.StudyDate, VR.DA, "20110203");
        archive.store(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static HttpResponse<byte[]> send(String method, String path, String body) {
        return archive.send(HttpRequest.newBuilder(archive.uri(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"));
    }

    private static JsonNode json(HttpResponse<byte[]> response, int status) {
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private static JsonNode get(String path) {
        return json(archive.get("/api/lifecycle" + path), 200);
    }

    @Test
    void shouldExplainByTheVersionThatIsInForceAndTellItsHistory() {
        String policy = "/api/lifecycle/policies/retention/us-hospital-imaging/1";
        assertThat(json(send("PUT", policy + "/activation", ""), 200)
                        .get("inForce")
                        .asBoolean())
                .isTrue();
        assertThat(send("PUT", policy + "/activation", "").statusCode()).isEqualTo(403);

        JsonNode explained = get("/studies/" + STUDY + "/explain");
        assertThat(explained.get("due").asString()).isEqualTo("2016-02-03");
        assertThat(explained.get("mayBeDestroyedNow").asBoolean()).isTrue();
        assertThat(explained.at("/policies/0/citation").asString()).contains("42 CFR 482.26(d)");
        assertThat(explained.get("text").asString()).contains("study date 2011-02-03 plus 5 years: 2016-02-03  <-");
        assertThat(archive.get("/api/lifecycle/studies/2.25.1/explain").statusCode())
                .isEqualTo(404);

        assertThat(new String(archive.get(policy + "/text").body(), UTF_8)).contains("42 CFR");
        json(send("DELETE", policy + "/activation", ""), 200);
        assertThat(get("/policies").at("/0/history")).hasSize(2);
        assertThat(get("/studies/" + STUDY + "/explain").get("keepUntil").asString())
                .contains("no policy in force applies");
        assertThat(send("PUT", "/api/lifecycle/policies/retention/unknown/1/activation", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldPlaceReviewAndReleaseAHold() {
        String holds = "/api/lifecycle/holds";
        JsonNode placed = json(
                send(
                        "POST",
                        holds,
                        "{\"study\":\"" + STUDY + "\",\"reason\":\"suit\",\"caseNumber\":\"4 C 12/26\","
                                + "\"review\":\"2099-01-01\"}"),
                201);
        assertThat(placed.get("tooLate")).isEmpty();
        assertThat(placed.at("/covers/studies").asInt()).isEqualTo(1);
        String id = placed.at("/hold/id").asString();
        JsonNode shown = get("/holds/" + id);
        assertThat(shown.get("caseNumber").asString()).isEqualTo("4 C 12/26");
        assertThat(shown.at("/covers/studies").asInt()).isEqualTo(1);
        assertThat(shown.at("/covers/more").asBoolean()).isFalse();
        assertThat(get("/studies/" + STUDY + "/explain")
                        .at("/holds/0/caseNumber")
                        .asString())
                .isEqualTo("4 C 12/26");
        assertThat(json(
                                send(
                                        "POST",
                                        holds + "/" + id + "/review",
                                        "{\"review\":\"2100-01-01\",\"owner\":\"counsel\"}"),
                                200)
                        .get("owner")
                        .asString())
                .isEqualTo("counsel");
        json(send("POST", holds + "/" + id + "/release", ""), 200);
        assertThat(get("/holds/" + id).has("covers")).isFalse();
        assertThat(get("/holds")).isEmpty();
        assertThat(get("/holds?released=true").at("/0/releasedBy").asString()).isNotEmpty();
        assertThat(send("POST", holds + "/" + id + "/release", "").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldSayWhatAHoldLacks() {
        for (String lacking : new String[] {
            "{\"reason\":\"suit\",\"caseNumber\":\"1\",\"review\":\"2099-01-01\"}",
            "{\"study\":\"2.25.1\",\"caseNumber\":\"1\",\"review\":\"2099-01-01\"}",
            "{\"study\":\"2.25.1\",\"reason\":\"suit\",\"review\":\"2099-01-01\"}",
            "{\"study\":\"2.25.1\",\"reason\":\"suit\",\"caseNumber\":\"1\"}",
            "{\"study\":\"no uid\",\"reason\":\"suit\",\"caseNumber\":\"1\",\"review\":\"2099-01-01\"}",
            "{\"query\":\"colour: red\",\"reason\":\"suit\",\"caseNumber\":\"1\",\"review\":\"2099-01-01\"}",
            "{\"study\":\"2.25.1\",\"query\":\"modality: CT\",\"reason\":\"s\",\"caseNumber\":\"1\",\"review\":\"2099-01-01\"}"
        })
            assertThat(send("POST", "/api/lifecycle/holds", lacking).statusCode())
                    .as(lacking)
                    .isEqualTo(400);
    }

    @Test
    void shouldRefuseToRestoreWhatIsBeingDestroyed() {
        String study = "2.25.8802";
        archive.store(SampleDataSet.ct(8802, 1, 1), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        String note = json(send("POST", "/api/rejections", "{\"study\":\"" + study + "\",\"code\":\"113039\"}"), 201)
                .get("id")
                .asString();
        archive.bean(DocumentRegister.class)
                .put(Document.first(
                        "destructions",
                        study,
                        "{\"id\":\"d\",\"study\":\"" + study
                                + "\",\"disposition\":\"1\",\"state\":\"DESTROYING\",\"looks\":[]}"));
        HttpResponse<byte[]> refused = send("POST", "/api/rejections/" + note + "/restore", "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(new String(refused.body(), UTF_8)).contains("has begun; there is no way back");
        assertThat(json(archive.get("/api/rejections/" + note), 200)
                        .get("state")
                        .asString())
                .isEqualTo("in_force");
    }

    @Test
    void shouldNotLetOnePersonReviewAndApprove() {
        String dispositions = "/api/lifecycle/dispositions";
        String id = json(send("POST", dispositions, "{\"studies\":[\"" + STUDY + "\"]}"), 201)
                .get("id")
                .asString();
        assertThat(get("/dispositions/" + id + "/items").at("/0/study").asString())
                .isEqualTo(STUDY);
        assertThat(get("/dispositions/" + id + "/dry-run").at("/0/refusals")).isNotEmpty();
        String sha256 = json(send("POST", dispositions + "/" + id + "/review", "{}"), 200)
                .get("sha256")
                .asString();
        HttpResponse<byte[]> same =
                send("POST", dispositions + "/" + id + "/approve", "{\"sha256\":\"" + sha256 + "\"}");
        assertThat(same.statusCode()).isEqualTo(403);
        assertThat(new String(same.body(), UTF_8)).contains("second person");
        assertThat(json(send("POST", dispositions + "/" + id + "/refuse", "{\"remark\":\"no\"}"), 200)
                        .get("state")
                        .asString())
                .isEqualTo("REFUSED");
        assertThat(get("/certificates/verification").get("holds").asBoolean()).isTrue();
        assertThat(archive.get("/api/lifecycle/certificates/1").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/api/lifecycle/certificates/verification", "forged")
                        .statusCode())
                .isEqualTo(404);
    }
}
