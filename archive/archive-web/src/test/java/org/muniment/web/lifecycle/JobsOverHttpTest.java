package org.muniment.web.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.web.WebArchive;

class JobsOverHttpTest {

    private static final StudyInstanceUid STUDY = new StudyInstanceUid("2.25.17");

    @TempDir
    static Path home;

    private static WebArchive archive;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        JobService jobs = archive.bean(JobService.class);
        jobs.submit(JobKind.MIGRATE, STUDY, "MAKE", "{}", Priority.NORMAL, "policy");
        jobs.submit(JobKind.DISPOSE, STUDY, "RESERVE", "{}", Priority.BACKGROUND, "officer");
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(archive.uri("/api/lifecycle" + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void shouldTellWhatIsBeingDone() throws Exception {
        assertThat(send("GET", "/jobs?state=waiting").body())
                .contains("\"kind\":\"dispose\"", "\"step\":\"RESERVE\"", "\"priority\":\"background\"");
        assertThat(send("GET", "/jobs?kind=dispose&study=2.25.17").body()).doesNotContain("migrate");
        assertThat(send("GET", "/jobs?state=parked").body()).isEqualTo("[]");
        assertThat(send("GET", "/jobs?state=tired").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/jobs/dispose/2.25.17").body()).contains("\"state\":\"WAITING\"", "officer");
        assertThat(send("GET", "/jobs/verify/2.25.17").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/jobs/burn/2.25.17").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldCancelAJobButNoDisposal() throws Exception {
        assertThat(send("DELETE", "/jobs/migrate/2.25.17").body()).contains("CANCELLED");
        assertThat(send("DELETE", "/jobs/dispose/2.25.17").statusCode()).isEqualTo(403);
        assertThat(send("POST", "/jobs/dispose/2.25.17/retry").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/jobs/dispose/retry").body()).isEqualTo("{\"jobs\":0}");
    }

    @Test
    void shouldPauseAndGoOn() throws Exception {
        assertThat(send("PUT", "/pauses/tier-cold").statusCode()).isEqualTo(204);
        assertThat(send("PUT", "/pauses/migrate").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/pauses").body()).isEqualTo("[\"migrate\",\"tier-cold\"]");
        assertThat(send("DELETE", "/pauses/tier-cold").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/pauses").body()).isEqualTo("[\"migrate\"]");
        assertThat(send("PUT", "/pauses/everything").statusCode()).isEqualTo(400);
    }
}
