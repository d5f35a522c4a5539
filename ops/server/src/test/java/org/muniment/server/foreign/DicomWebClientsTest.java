package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.foreign.Commands.Result;

/** DICOMweb clients of others store, find and retrieve: dicomweb-client as viewers in browsers use it, and Orthanc as another archive. */
@Tag("slow")
class DicomWebClientsTest {

    private static final Path MODULES = Path.of("../viewer");
    private static final Path SAMPLES = Path.of("/usr/lib/python3/dist-packages/pydicom/data/test_files");

    @TempDir
    static Path work;

    private static MunimentProcess server;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "python3-pydicom is not installed; ops/test.sh installs it");
        server = MunimentProcess.start(work.resolve("home"));
    }

    @AfterAll
    static void stop() {
        if (server != null) server.close();
    }

    private static List<Path> sampleStudy(String study, String... names) throws Exception {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path file = work.resolve(study + "." + files.size() + ".dcm");
            Files.copy(SAMPLES.resolve(name), file);
            Result modified = Commands.run(
                    "dcmodify",
                    "-nb",
                    "-m",
                    "StudyInstanceUID=" + study,
                    "-m",
                    "SOPInstanceUID=" + study + "." + files.size(),
                    "-m",
                    "PatientID=" + study,
                    file.toString());
            assertThat(modified.exit()).as(modified.output()).isZero();
            files.add(file);
        }
        return files;
    }

    @Test
    void shouldServeTheClientOfBrowsers() throws Exception {
        Commands.require("node", "dcmodify");
        assumeTrue(Files.isDirectory(MODULES.resolve("node_modules/dicomweb-client")), "run ops/test.sh once");
        List<String> command = new ArrayList<>(List.of(
                "node",
                Commands.resource("foreign/dicomweb-client.mjs"),
                MODULES.toRealPath().toString(),
                server.http() + "/dicom-web",
                MunimentProcess.adminAuthorization()));
        for (Path file : sampleStudy(
                "2.25.71",
                "CT_small.dcm",
                "SC_rgb_rle_2frame.dcm",
                "JPEG2000.dcm",
                "MR_small_jpeg_ls_lossless.dcm",
                "test-SR.dcm")) command.add(file.toString());
        Result result = Commands.run(command.toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.lines())
                .contains("stored 5", "retrieved 5 of which unchanged 2")
                .filteredOn(l -> l.startsWith("pixels"))
                .hasSize(4);
    }

    /** Its own files, gone and brought back, must have the digests they had before. */
    @Test
    void shouldServeOrthancAsItsClient() throws Exception {
        Commands.require("Orthanc", "dcmodify");
        Path plugin = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
        assumeTrue(Files.exists(plugin), "orthanc-dicomweb is not installed; ops/test.sh installs it");
        int port = Commands.freePort();
        Path config = Files.writeString(
                work.resolve("orthanc.json"),
                """
                {
                  "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "DicomServerEnabled": false, "HttpPort": %2$d,
                  "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "KeepAlive": false, "Plugins": ["%3$s"],
                  "DicomWeb": {"Enable": true, "Servers": {"muniment": ["%4$s/dicom-web/", "%5$s", "%6$s"]}}
                }
                """
                        .formatted(
                                work.resolve("orthanc"),
                                port,
                                plugin,
                                server.http(),
                                MunimentProcess.ADMIN,
                                MunimentProcess.ADMIN_PASSWORD));
        Process orthanc = Commands.start("Orthanc", config.toString());
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Thread drain = new Thread(() -> orthanc.inputReader().lines().forEach(log::add), "orthanc-output");
        drain.setDaemon(true);
        drain.start();
        try {
            Commands.awaitListener(port);
            new OrthancClient(port).storeQueryAndRetrieve();
        } catch (AssertionError e) {
            throw new AssertionError(String.join("\n", log), e);
        } finally {
            orthanc.destroy();
            orthanc.waitFor();
        }
    }

    private record OrthancClient(int port) {

        private static final String STUDY = "2.25.72";
        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        void storeQueryAndRetrieve() throws Exception {
            String servers = "/dicom-web/servers/muniment/";
            for (Path file : sampleStudy(STUDY, "CT_small.dcm", "SC_rgb_rle_2frame.dcm", "JPEG2000.dcm", "test-SR.dcm"))
                post("/instances", Files.readAllBytes(file));
            List<String> digests = digests();
            assertThat(digests).hasSize(4);
            String orthancStudy = strings(get("/studies")).get(0);

            String stow = "{\"Resources\": [\"" + orthancStudy + "\"], \"Synchronous\": true}";
            assertThat(post(servers + "stow", stow.getBytes())).doesNotContain("Error");
            String query = "{\"Uri\": \"/studies/" + STUDY + "/instances\", \"Arguments\": {}}";
            assertThat(post(servers + "qido", query.getBytes()).split("00080018"))
                    .hasSize(5);

            send(HttpRequest.newBuilder(uri("/studies/" + orthancStudy)).DELETE());
            assertThat(digests()).isEmpty();
            String retrieve =
                    """
                    {"Resources": [{"Study": "%s"}], "Synchronous": true,
                     "HttpHeaders": {"Accept": "multipart/related; type=\\"application/dicom\\"; transfer-syntax=*"}}
                    """
                            .formatted(STUDY);
            post(servers + "retrieve", retrieve.getBytes());
            assertThat(digests()).as("the data sets, as Orthanc has them").isEqualTo(digests);
        }

        /** Of each instance's pixel data, as our files begin otherwise than those Orthanc was given. */
        private List<String> digests() throws Exception {
            List<String> digests = new ArrayList<>();
            for (String instance : strings(get("/instances")))
                digests.add(instance + " "
                        + get("/instances/" + instance + "/tags?short").hashCode());
            return digests.stream().sorted().toList();
        }

        private static List<String> strings(String json) {
            return Stream.of(json.split("[\\[\\]\",\\s]+"))
                    .filter(s -> !s.isEmpty())
                    .toList();
        }

        private URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        private String get(String path) throws Exception {
            return send(HttpRequest.newBuilder(uri(path)));
        }

        private String post(String path, byte[] body) throws Exception {
            return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body)));
        }

        private static String send(HttpRequest.Builder request) throws Exception {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
