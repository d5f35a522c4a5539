package org.muniment.server.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
        String credentials = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes());
        HttpRequest request = HttpRequest.newBuilder(server.http().resolve("/dicom-web" + path))
                .header("Accept", accept)
                .header("Authorization", "Basic " + credentials)
                .timeout(Duration.ofMinutes(2))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Reads an answer to its end; returns how long it is. */
    static long drain(InputStream body) throws IOException {
        try (body) {
            return body.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
