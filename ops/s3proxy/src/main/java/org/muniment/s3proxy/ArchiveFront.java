package org.muniment.s3proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before an S3 server that knows neither archive storage classes nor object lock, and answers as Amazon's does: objects written with
 * GLACIER or DEEP_ARCHIVE are refused (InvalidObjectState) until they were restored, and tell so by x-amz-restore; those written with a retention
 * date can't be deleted before it. It can also lose an answer. What it knows lasts as long as it runs.
 */
public final class ArchiveFront implements AutoCloseable {

    private static final Set<String> ARCHIVE = Set.of("GLACIER", "DEEP_ARCHIVE");
    private static final Pattern DAYS = Pattern.compile("<Days>(\\d+)</Days>");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "archive-front");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpRelay relay;
    private final Map<String, Archived> archived = new ConcurrentHashMap<>();
    private final Map<String, Instant> locked = new ConcurrentHashMap<>();
    private volatile Duration recallTakes;
    private volatile Predicate<String> answerToLose = request -> false;

    /** Of an object in an archive class; a recall that was asked for is over at {@code ready}, and its copy is kept until {@code until}. */
    private record Archived(String storageClass, Instant ready, Instant until) {

        boolean isReadable() {
            return ready != null && !ready.isAfter(Instant.now()) && until.isAfter(Instant.now());
        }

        boolean isRecalling() {
            return ready != null && ready.isAfter(Instant.now());
        }
    }

    private ArchiveFront(URI behind, Duration recallTakes) throws IOException {
        relay = new HttpRelay(behind);
        this.recallTakes = recallTakes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param recallTakes from asking for an object until it can be read */
    public static ArchiveFront start(URI behind, Duration recallTakes) {
        try {
            return new ArchiveFront(behind, recallTakes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From the next recall on. */
    public void setRecallTakes(Duration time) {
        recallTakes = time;
    }

    /** What is being recalled can be read from now on. */
    public void finishRecalls() {
        archived.replaceAll((path, object) ->
                object.isRecalling() ? new Archived(object.storageClass, Instant.now(), object.until) : object);
    }

    /** What was recalled is offline again. */
    public void expireRecalls() {
        archived.replaceAll((path, object) -> new Archived(object.storageClass, null, null));
    }

    /** Drops the connection instead of the next answer to a request whose "METHOD path?query" fits; the request takes effect. */
    public void loseAnswer(Predicate<String> request) {
        answerToLose = request;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            String method = exchange.getRequestMethod();
            Archived object = archived.get(path);
            if (method.equals("POST") && query.startsWith("restore")) restore(exchange, path, object);
            else if (method.equals("GET") && object != null && !object.isReadable())
                refuse(
                        exchange,
                        403,
                        "InvalidObjectState",
                        "The operation is not valid for the object's storage class");
            else if (method.equals("DELETE") && !query.contains("uploadId") && isLocked(path))
                refuse(exchange, 403, "AccessDenied", "Access Denied because object protected by object lock.");
            else pass(exchange, method, path, query, object);
        }
    }

    private boolean isLocked(String path) {
        Instant until = locked.get(path);
        return until != null && until.isAfter(Instant.now());
    }

    private void pass(HttpExchange exchange, String method, String path, String query, Archived object)
            throws IOException {
        HttpRelay.Answer answer = relay.pass(exchange);
        boolean creates =
                method.equals("PUT") && query.equals("null") || method.equals("POST") && query.startsWith("uploads");
        if (creates && answer.status() < 300) created(exchange, path);
        if (method.equals("HEAD") && answer.status() == 200) {
            if (object != null) {
                exchange.getResponseHeaders().set("x-amz-storage-class", object.storageClass);
                if (object.isRecalling())
                    exchange.getResponseHeaders().set("x-amz-restore", "ongoing-request=\"true\"");
                else if (object.isReadable())
                    exchange.getResponseHeaders()
                            .set(
                                    "x-amz-restore",
                                    "ongoing-request=\"false\", expiry-date=\"" + HttpRelay.date(object.until) + "\"");
            }
            if (isLocked(path))
                exchange.getResponseHeaders()
                        .set(
                                "x-amz-object-lock-retain-until-date",
                                locked.get(path).toString());
        }
        Predicate<String> lose = answerToLose;
        if (lose.test(method + " " + path + "?" + query)) {
            answerToLose = request -> false;
            answer.drop();
            return; // closed without an answer
        }
        answer.send(exchange);
    }

    private void created(HttpExchange exchange, String path) {
        String storageClass = exchange.getRequestHeaders().getFirst("x-amz-storage-class");
        if (storageClass != null && ARCHIVE.contains(storageClass))
            archived.put(path, new Archived(storageClass, null, null));
        String retain = exchange.getRequestHeaders().getFirst("x-amz-object-lock-retain-until-date");
        if (retain != null) locked.put(path, Instant.parse(retain));
    }

    private void restore(HttpExchange exchange, String path, Archived object) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher days = DAYS.matcher(body);
        if (object == null)
            refuse(
                    exchange,
                    403,
                    "InvalidObjectState",
                    "Restore is not allowed for the object's current storage class");
        else if (object.isRecalling())
            refuse(exchange, 409, "RestoreAlreadyInProgress", "Object restore is already in progress");
        else if (!days.find()) refuse(exchange, 400, "MalformedXML", "no Days");
        else {
            boolean readable = object.isReadable();
            Instant ready = readable ? object.ready : Instant.now().plus(recallTakes);
            Instant until = Instant.now().plus(Duration.ofDays(Integer.parseInt(days.group(1))));
            archived.put(path, new Archived(object.storageClass, ready, until));
            exchange.sendResponseHeaders(readable ? 200 : 202, -1);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
