package org.muniment.server.tier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.dicom.UID;
import org.muniment.server.foreign.MunimentProcess;

/**
 * Reads instances and frames by WADO-RS, remembers what it got the first time, and says what differs later: of what may be encoded anew meanwhile, in
 * the decoded pixels.
 */
final class Reader {

    private static final String PART_10 = "multipart/related; type=\"application/dicom\"; transfer-syntax=";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final Map<String, String> first = new ConcurrentHashMap<>();

    Reader(URI server) {
        this.server = server;
    }

    /** What an answer is worth: SAME bytes as at first, OFFLINE, or what was wrong. */
    static final String SAME = "same";

    static final String OFFLINE = "offline";

    String instance(Journey.Instance instance) throws IOException, InterruptedException {
        return instance.encodedAnew()
                ? check(instance.path(), PART_10 + UID.ExplicitVRLittleEndian, Pixels::digest)
                : check(instance.path(), PART_10 + "*", Reader::sha256);
    }

    /** The Part 10 file in whatever encoding it lies. */
    byte[] asStored(Journey.Instance instance) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get("/dicom-web" + instance.path(), PART_10 + "*");
        if (answer.statusCode() != 200) throw new IOException(instance.path() + ": " + answer.statusCode());
        return onlyPart(answer.body());
    }

    /** Whether a query tells that all of the study can be had at once. */
    boolean isOnline(String study) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get("/dicom-web/studies?StudyInstanceUID=" + study, "application/dicom+json");
        return new String(answer.body(), StandardCharsets.UTF_8).contains("\"ONLINE\"");
    }

    /** Unfinished jobs of a kind, as text. */
    String jobs(String kind) throws IOException, InterruptedException {
        return send(request("/api/lifecycle/jobs?kind=" + kind).build()).body();
    }

    String frame(Journey.Instance instance, int number) throws IOException, InterruptedException {
        return check(
                instance.path() + "/frames/" + number,
                "multipart/related; type=\"application/octet-stream\"",
                Reader::sha256);
    }

    private interface Digest {
        String of(byte[] part) throws IOException;
    }

    private String check(String path, String accept, Digest digests) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get("/dicom-web" + path, accept);
        int status = answer.statusCode();
        if (status == 202 || status == 503)
            return answer.headers().firstValue("Retry-After").isPresent()
                    ? OFFLINE
                    : path + ": " + status + " without Retry-After";
        if (status != 200) return path + ": " + status + " " + new String(answer.body(), StandardCharsets.UTF_8);
        String digest = digests.of(onlyPart(answer.body()));
        String before = first.putIfAbsent(path, digest);
        return before == null || before.equals(digest) ? SAME : path + " has changed";
    }

    private HttpResponse<byte[]> get(String path, String accept) throws IOException, InterruptedException {
        return http.send(request(path).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpRequest.Builder request(String path) {
        return request(path, MunimentProcess.adminAuthorization());
    }

    HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", authorization)
                .timeout(Duration.ofMinutes(1));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The boundary differs from answer to answer. */
    private static byte[] onlyPart(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String boundary = text.substring(text.indexOf("--"), text.indexOf("\r\n", text.indexOf("--")));
        return Arrays.copyOfRange(body, text.indexOf("\r\n\r\n") + 4, text.lastIndexOf("\r\n" + boundary));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
