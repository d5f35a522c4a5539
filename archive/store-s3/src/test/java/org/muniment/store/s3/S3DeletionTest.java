package org.muniment.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStoreContract;

/** The conversation with a service that keeps versions, which the server of the other tests does not. */
class S3DeletionTest {

    @TempDir
    Path home;

    private final ObjectKey key = ObjectStoreContract.newKey();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void shouldDeleteEachVersionOfAnObjectAndItsMarkers() throws IOException {
        Path credentials = Files.writeString(
                home.resolve("credentials"), "[default]\naws_access_key_id=a\naws_secret_access_key=b\n");
        S3StoreConfig config = new S3StoreConfig(
                "cold",
                new S3StoreConfig.Service(
                        Optional.of(URI.create(
                                "http://127.0.0.1:" + service.getAddress().getPort())),
                        "eu-central-1",
                        Optional.of(credentials)),
                "bucket",
                "",
                S3StoreConfig.ObjectOptions.DEFAULT,
                TestServer.LIMITS);
        try (S3ObjectStore store = new S3ObjectStore(config)) {
            store.delete(key);
        }
        String path = "/bucket/objects/" + key.path();
        assertThat(deleted)
                .containsExactlyInAnyOrder(
                        path + "?versionId=null", path + "?versionId=two", path + "?versionId=marker");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            if (exchange.getRequestMethod().equals("DELETE")) {
                deleted.add(exchange.getRequestURI().toString());
                exchange.sendResponseHeaders(204, -1);
            } else if (query.startsWith("versioning")) {
                say(
                        exchange,
                        "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                                + "<Status>Suspended</Status></VersioningConfiguration>");
            } else {
                assertThat(query).contains("versions").contains("prefix=objects/" + key.path());
                say(
                        exchange,
                        "<ListVersionsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>false</IsTruncated>"
                                + entry("Version", "objects/" + key.path(), "null")
                                + entry("Version", "objects/" + key.path(), "two")
                                + entry("DeleteMarker", "objects/" + key.path(), "marker")
                                + entry("Version", "objects/" + key.path() + "x", "of-another-object")
                                + "</ListVersionsResult>");
            }
        }
    }

    private static String entry(String kind, String path, String version) {
        return "<" + kind + "><Key>" + path + "</Key><VersionId>" + version + "</VersionId></" + kind + ">";
    }

    private static void say(HttpExchange exchange, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
