package org.muniment.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Asks one archive over DICOMweb and takes the time to the last byte. */
final class WebClient {

    private static final Duration WARM_UP = Duration.ofSeconds(15);

    static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());

    private final byte[] buffer = new byte[1 << 16];
    private final Archive archive;

    WebClient(Archive archive) {
        this.archive = archive;
    }

    /**
     * Milliseconds of the median of {@code counted} requests, once they get no faster: a JVM needs some thousand requests to compile what
     * answers them. {@code paths} are taken in turn.
     */
    double median(List<String> paths, String accept, int counted) throws Exception {
        long end = System.nanoTime() + WARM_UP.toNanos();
        double before = Double.MAX_VALUE;
        for (double now = medianOf(paths, accept, counted);
                now < 0.97 * before || System.nanoTime() < end;
                now = medianOf(paths, accept, counted)) before = now;
        return medianOf(paths, accept, counted);
    }

    private double medianOf(List<String> paths, String accept, int counted) throws Exception {
        double[] times = new double[counted];
        for (int i = 0; i < counted; i++) {
            long start = System.nanoTime();
            get(paths.get(i % paths.size()), accept);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[counted / 2];
    }

    /** How many bytes the answer has. Read from the socket as it comes: of the clients in the JDK this one costs least. */
    long get(String path, String accept) throws IOException {
        HttpURLConnection http =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + archive.httpPort() + "/dicom-web" + path)
                        .toURL()
                        .openConnection();
        http.setRequestProperty("Accept", accept);
        http.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes()));
        http.setReadTimeout(120_000);
        if (http.getResponseCode() != 200)
            throw new IOException(archive.name() + " answers " + path + " with " + http.getResponseCode());
        long size = 0;
        try (InputStream body = http.getInputStream()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) size += n;
        }
        if (size == 0) throw new IOException(archive.name() + " answers " + path + " with nothing");
        return size;
    }
}
