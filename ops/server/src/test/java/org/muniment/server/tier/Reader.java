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
import org.muniment.server.foreign.MunimentProcess;

/** Reads instances and frames by WADO-RS, remembers what it got the first time, and says what differs later. */
final class Reader {

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
        return check(instance.path(), "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
    }

    String frame(Journey.Instance instance, int number) throws IOException, InterruptedException {
        return check(instance.path() + "/frames/" + number, "multipart/related; type=\"application/octet-stream\"");
    }

    private String check(String path, String accept) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                request("/dicom-web" + path).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofByteArray());
        int status = answer.statusCode();
        if (status == 202 || status == 503)
            return answer.headers().firstValue("Retry-After").isPresent()
                    ? OFFLINE
                    : path + ": " + status + " without Retry-After";
        if (status != 200) return path + ": " + status + " " + new String(answer.body(), StandardCharsets.UTF_8);
        String digest = sha256(onlyPart(answer.body()));
        String before = first.putIfAbsent(path, digest);
        return before == null || before.equals(digest) ? SAME : path + " has changed";
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
