package org.muniment.core.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedAnswerTest {

    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private boolean endless;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(422, 0);
            exchange.getResponseBody().write("all of it".getBytes());
            exchange.getResponseBody().flush();
            try {
                if (endless) over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private HttpResponse<byte[]> ask(int longest, Duration timeout) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return BoundedAnswer.to(HttpRequest.newBuilder(uri).timeout(timeout).build(), client, longest);
    }

    @Test
    void shouldKeepTheWholeOfAShortAnswer() throws Exception {
        HttpResponse<byte[]> answer = ask(100, Duration.ofSeconds(10));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).asString().isEqualTo("all of it");
    }

    @Test
    void shouldReadNoMoreThanTheBeginningOfALongOne() throws Exception {
        endless = true;
        assertThat(ask(3, Duration.ofSeconds(10)).body()).asString().isEqualTo("all");
    }

    @Test
    void shouldNotWaitForTheEndOfAnEndlessOne() {
        endless = true;
        assertThatThrownBy(() -> ask(100, Duration.ofMillis(200))).isInstanceOf(HttpTimeoutException.class);
    }
}
