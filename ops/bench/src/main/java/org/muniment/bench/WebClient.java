package org.muniment.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Asks one archive over DICOMweb and takes the time to the last byte. */
final class WebClient {

    static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Archive archive;

    WebClient(Archive archive) {
        this.archive = archive;
    }

    /** Milliseconds of the median of {@code counted} requests, after {@code uncounted} ones. {@code paths} are taken in turn. */
    double median(List<String> paths, String accept, int uncounted, int counted) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < uncounted + counted; i++) {
            long start = System.nanoTime();
            get(paths.get(i % paths.size()), accept);
            if (i >= uncounted) times.add((System.nanoTime() - start) / 1e6);
        }
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    /** How many bytes the answer has. */
    long get(String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + archive.httpPort() + "/dicom-web" + path))
                .header("Accept", accept)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes()))
                .timeout(Duration.ofMinutes(2))
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream body = response.body()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) size += n;
        }
        if (response.statusCode() != 200 || size == 0)
            throw new IOException(archive.name() + " answers " + path + " with " + response.statusCode());
        return size;
    }
}
