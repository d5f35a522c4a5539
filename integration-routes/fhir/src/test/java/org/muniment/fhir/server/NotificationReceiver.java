package org.muniment.fhir.server;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.muniment.fhir.Validity;

/** Somebody who has subscribed; lets nothing pass that is not valid. */
final class NotificationReceiver implements AutoCloseable {

    /** @param authorization the header */
    record Notification(Bundle bundle, String authorization) {

        String parameter(String name) {
            return status().getParameter().stream()
                    .filter(parameter -> name.equals(parameter.getName()))
                    .map(parameter -> parameter.getValue().primitiveValue())
                    .findFirst()
                    .orElse("");
        }

        Parameters status() {
            return (Parameters) bundle.getEntryFirstRep().getResource();
        }
    }

    private final List<Notification> taken = new CopyOnWriteArrayList<>();
    private final List<Throwable> invalid = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int answer = 200;
    private volatile int refused;

    NotificationReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (answer == 200) take(body, exchange.getRequestHeaders().getFirst("Authorization"));
            else refused++;
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    private void take(String body, String authorization) {
        try {
            Validity.R4.check(body);
            taken.add(new Notification(
                    FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, body), authorization));
        } catch (AssertionError | RuntimeException e) {
            invalid.add(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(int status) {
        answer = status;
    }

    int refused() {
        return refused;
    }

    List<Notification> taken() {
        if (!invalid.isEmpty()) throw new AssertionError(invalid.get(0));
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
