package org.muniment.web.recall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.core.tier.RecallState.State;
import org.muniment.dicom.TransferSyntax;
import org.muniment.web.ColdTier;
import org.muniment.web.SampleInstance;
import org.muniment.web.WebArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients see of studies that are not at hand. Study 1 is, study 2 is offline, of study 3 the last of three instances is. */
class RecallTest {

    private static final String STUDIES = "/dicom-web/studies/";
    private static final String FIRST_OF_2 = "2.25.2/series/2.25.2.1/instances/2.25.2.1.1";
    private static final StudyInstanceUid OFFLINE = new StudyInstanceUid("2.25.2");

    @TempDir
    static Path home;

    private static WebArchive archive;
    private static ColdTier cold;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        cold = archive.bean(ColdTier.class);
        store(1, 1, false);
        store(2, 1, true);
        store(2, 2, true);
        for (int i = 1; i <= 3; i++) store(3, i, false);
        take(new SampleInstance(3, 1, 3));
    }

    private static void store(int study, int instance, boolean offline) {
        SampleInstance sample = new SampleInstance(study, 1, instance);
        archive.store(sample.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        // made while the instances are at hand, as a little after their arrival
        archive.get(STUDIES + "2.25." + study + "/metadata");
        if (offline) take(sample);
    }

    private static void take(SampleInstance sample) {
        cold.take(archive.bean(MemoryStudyIndex.class).instance(sample.id()).orElseThrow());
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @BeforeEach
    void forget() {
        cold.requests.clear();
        cold.accesses.clear();
        cold.set(OFFLINE, State.NEARLINE);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(archive.uri(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STUDIES + "2.25.2",
                STUDIES + "2.25.2/series/2.25.2.1",
                STUDIES + "2.25.2/rendered",
                STUDIES + FIRST_OF_2,
                STUDIES + FIRST_OF_2 + "/rendered",
                STUDIES + FIRST_OF_2 + "/thumbnail",
                STUDIES + FIRST_OF_2 + "/frames/1",
                STUDIES + FIRST_OF_2 + "/bulkdata/7FE00010",
                "/dicom-web/wado?requestType=WADO&studyUID=2.25.2&seriesUID=2.25.2.1&objectUID=2.25.2.1.1"
            })
    void shouldAnswerThatItIsBeingRecalledAndRecallIt(String path) {
        HttpResponse<byte[]> response = archive.get(path);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("120");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode body = json(response);
        assertThat(body.get("study").asString()).isEqualTo("2.25.2");
        assertThat(body.get("state").asString()).isEqualTo("REQUESTED");
        assertThat(body.get("retryAfter").asInt()).isEqualTo(120);
        assertThat(body.get("see").asString()).isEqualTo("/api/studies/2.25.2/recall");
        assertThat(cold.requests).containsExactly("2.25.2 by nobody");
        assertThat(cold.accesses).isEmpty();

        HttpResponse<byte[]> head = archive.send(request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(202);
        assertThat(head.headers().firstValue("Retry-After")).hasValue("120");
    }

    @Test
    void shouldNotBeginAnAnswerOfManyThatCanNotBeEnded() {
        for (String accept : List.of("multipart/related; type=\"application/dicom\"", "application/zip"))
            assertThat(archive.get(STUDIES + "2.25.3", "Accept", accept).statusCode())
                    .as(accept)
                    .isEqualTo(202);
    }

    @Test
    void shouldGiveOutTheInstancesThatAreAtHandOfOneThatIsNotAll() {
        String instances = STUDIES + "2.25.3/series/2.25.3.1/instances/2.25.3.1.";

        assertThat(archive.get(instances + "1").statusCode()).isEqualTo(200);
        assertThat(archive.get(instances + "3").statusCode()).isEqualTo(202);
        assertThat(cold.accesses).containsExactly("2.25.3 by nobody");
    }

    @Test
    void shouldTellMetadataOfWhatIsOffline() {
        HttpResponse<byte[]> response = archive.get(STUDIES + "2.25.2/metadata");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).size()).isEqualTo(2);
        assertThat(cold.requests).isEmpty();
        assertThat(cold.accesses).isEmpty();
    }

    @Test
    void shouldSayWhatCanBeReadAtOnce() {
        assertThat(availability("studies?StudyInstanceUID=2.25.1,2.25.2,2.25.3"))
                .containsExactlyInAnyOrder("2.25.1 ONLINE", "2.25.2 NEARLINE", "2.25.3 NEARLINE");
        assertThat(availability("studies/2.25.3/instances"))
                .containsExactlyInAnyOrder("2.25.3.1.1 ONLINE", "2.25.3.1.2 ONLINE", "2.25.3.1.3 NEARLINE");
        assertThat(availability("studies/2.25.3/series")).containsExactly("2.25.3.1 NEARLINE");
    }

    private static List<String> availability(String search) {
        return json(archive.get("/dicom-web/" + search))
                .valueStream()
                .map(found -> text(found, "00080018", "0020000E", "0020000D") + " " + text(found, "00080056"))
                .toList();
    }

    private static String text(JsonNode dataSet, String... tags) {
        for (String tag : tags)
            if (dataSet.has(tag)) return dataSet.get(tag).get("Value").get(0).asString();
        return "";
    }

    @Test
    void shouldTellTheStateWithoutAskingForARecall() {
        HttpResponse<byte[]> response = archive.get("/api/studies/2.25.2/recall");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("state").asString()).isEqualTo("NEARLINE");
        assertThat(cold.requests).isEmpty();
        assertThat(archive.get("/api/studies/2.25.9/recall").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRecallOnRequestWhatMustBeRecalled() {
        HttpResponse<byte[]> accepted =
                archive.send(request("/api/studies/2.25.2/recall").POST(BodyPublishers.noBody()));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(json(accepted).get("state").asString()).isEqualTo("REQUESTED");
        assertThat(cold.requests).containsExactly("2.25.2 by nobody");

        HttpResponse<byte[]> readable =
                archive.send(request("/api/studies/2.25.1/recall").POST(BodyPublishers.noBody()));
        assertThat(readable.statusCode()).isEqualTo(200);
        assertThat(json(readable).get("state").asString()).isEqualTo("ONLINE");
    }

    /** To wait for it would be of no use. */
    @Test
    void shouldFailWhereTheRecallHasFailed() {
        cold.set(OFFLINE, State.FAILED);

        HttpResponse<byte[]> response = archive.get(STUDIES + "2.25.2");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("code").asString()).isEqualTo("OFFLINE");
    }
}
