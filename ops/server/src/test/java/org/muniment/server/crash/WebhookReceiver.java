package org.muniment.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.muniment.server.foreign.Commands;
import org.muniment.web.webhook.WebhookSignature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes webhooks, and refuses those that are not signed as they should be. */
final class WebhookReceiver implements ExternalReceiver {

    private static final String SECRET = "the secret of the receiver";

    private record Told(String id, int instances) {}

    private final int port;
    private final Map<String, List<Told>> told = new ConcurrentHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private HttpServer server;

    WebhookReceiver() throws IOException {
        port = Commands.freePort();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "MUNIMENT_FEED_WEBHOOKS_0_NAME",
                "receiver",
                "MUNIMENT_FEED_WEBHOOKS_0_URL",
                "http://127.0.0.1:" + port + "/changes",
                "MUNIMENT_FEED_WEBHOOKS_0_SECRETENV",
                "RECEIVER_SECRET",
                "RECEIVER_SECRET",
                SECRET);
    }

    @Override
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/changes", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        long timestamp = Long.parseLong(exchange.getRequestHeaders().getFirst(WebhookSignature.TIMESTAMP_HEADER));
        String expected = WebhookSignature.of(SECRET.getBytes(StandardCharsets.UTF_8), timestamp, body);
        boolean signed = expected.equals(exchange.getRequestHeaders().getFirst(WebhookSignature.SIGNATURE_HEADER));
        if (signed) note(JsonMapper.shared().readTree(body));
        else refused.add(new String(body, StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(signed ? 204 : 401, -1);
        exchange.close();
    }

    private void note(JsonNode body) {
        JsonNode study = body.get("study");
        told.computeIfAbsent(study.get("uid").asString(), uid -> new CopyOnWriteArrayList<>())
                .add(new Told(body.get("id").asString(), study.get("instances").asInt()));
    }

    @Override
    public boolean hasAll(Set<String> studies, int instances) {
        return studies.stream().allMatch(study -> last(study) == instances);
    }

    private int last(String study) {
        List<Told> ofStudy = told.getOrDefault(study, List.of());
        return ofStudy.isEmpty() ? 0 : ofStudy.get(ofStudy.size() - 1).instances();
    }

    @Override
    public void verify(Set<String> studies, int instances) {
        assertThat(refused).isEmpty();
        assertThat(told.keySet()).isEqualTo(studies);
        told.forEach((study, changes) -> {
            assertThat(changes).extracting(Told::id).as(study).isSorted();
            assertThat(changes).extracting(Told::instances).as(study).isSorted();
            assertThat(Collections.max(changes.stream().map(Told::instances).toList()))
                    .isEqualTo(instances);
        });
    }

    @Override
    public void close() {
        if (server != null) server.stop(0);
    }
}
