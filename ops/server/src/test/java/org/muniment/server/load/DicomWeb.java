package org.muniment.server.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.muniment.server.foreign.MunimentProcess;

/** The archive's administrator at a DICOMweb client of Java's own. */
final class DicomWeb {

    static final String PASSWORD = "a password for tests only";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final MunimentProcess server;

    DicomWeb(MunimentProcess server) {
        this.server = server;
    }

    /** The answer to a GET below {@code /dicom-web}; its body is the caller's to close. */
    HttpResponse<InputStream> get(String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = request(path).header("Accept", accept).build();
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The answer to a Part 10 file, stored as the one part of a request whose length is not told ahead. */
    HttpResponse<String> post(String path, Path file) throws IOException, InterruptedException {
        BodyPublisher start = BodyPublishers.ofString("--part\r\nContent-Type: application/dicom\r\n\r\n");
        BodyPublisher body =
                BodyPublishers.concat(start, BodyPublishers.ofFile(file), BodyPublishers.ofString("\r\n--part--\r\n"));
        HttpRequest request = request(path)
                .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=part")
                .POST(BodyPublishers.fromPublisher(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        String credentials = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes());
        return HttpRequest.newBuilder(server.http().resolve("/dicom-web" + path))
                .header("Authorization", "Basic " + credentials)
                .timeout(Duration.ofMinutes(2));
    }

    /** Reads an answer to its end; returns how long it is. */
    static long drain(InputStream body) throws IOException {
        try (body) {
            return body.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
