package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Orthanc as a DICOM peer, driven by its own REST API. */
final class Orthanc implements AutoCloseable {

    static final String AET = "ORTHANC";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final int httpPort;
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

    private Orthanc(Process process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
        Thread drain = new Thread(() -> process.inputReader().lines().forEach(log::add), "orthanc-output");
        drain.setDaemon(true);
        drain.start();
    }

    /** @param modalities JSON: peers by name, each with AE title, host and port */
    static Orthanc start(Path folder, int dicomPort, String modalities) throws IOException {
        int httpPort = Commands.freePort();
        Path config = Files.writeString(
                Files.createDirectories(folder).resolve("orthanc.json"),
                """
                {
                  "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "HttpPort": %2$d, "RemoteAccessAllowed": false,
                  "AuthenticationEnabled": false, "KeepAlive": false, "Plugins": [],
                  "DicomAet": "%3$s", "DicomPort": %4$d, "DicomModalities": %5$s
                }
                """
                        .formatted(folder.resolve("db"), httpPort, AET, dicomPort, modalities));
        Orthanc orthanc = new Orthanc(Commands.start("Orthanc", config.toString()), httpPort);
        Commands.awaitListener(httpPort);
        Commands.awaitListener(dicomPort);
        return orthanc;
    }

    /** @return the body of the answer, which must be success */
    String get(String path) throws Exception {
        return send(request(path));
    }

    String post(String path, byte[] body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s %s", response.body(), log).isEqualTo(200);
        return response.body();
    }

    /** What it has said so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
