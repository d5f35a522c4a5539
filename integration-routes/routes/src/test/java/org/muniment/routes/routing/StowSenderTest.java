package org.muniment.routes.routing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muniment.core.feed.TargetUnavailableException;

class StowSenderTest {

    @Test
    @Timeout(30)
    void shouldNotWaitForAnAnswerThatDoesNotEnd() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        server.start();
        try {
            URI studies = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/studies");
            StowSender sender = new StowSender(
                    new Routing.ToStow(studies, Optional.empty()),
                    null,
                    HttpClient.newHttpClient(),
                    Duration.ofMillis(300));
            assertThatThrownBy(() -> sender.send(List.of(), instance -> {}))
                    .isInstanceOf(TargetUnavailableException.class);
        } finally {
            server.stop(0);
        }
    }
}
