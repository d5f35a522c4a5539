package org.muniment.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The web layer on Tomcat over the real core services, a real file store, and an index in memory; with a client that talks to it. */
public final class WebArchive implements AutoCloseable {

    /** Held, as the JDK forgets the level of a logger nobody holds. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    static {
        TOMCAT.setLevel(Level.OFF);
    }

    private final ServletWebServerApplicationContext context;
    private final URI root;
    private final HttpClient client = HttpClient.newHttpClient();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ArchiveBeans.class, RecordsBeans.class, ArchiveWeb.class})
    static class Application {}

    private WebArchive(ServletWebServerApplicationContext context) {
        this.context = context;
        this.root = URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
    }

    /**
     * @param home an empty directory
     * @param more configurations beside those of the archive
     */
    public static WebArchive start(Path home, Class<?>... more) {
        return new WebArchive((ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .sources(more)
                .initializers(c -> ((GenericApplicationContext) c).registerBean("root", Path.class, () -> home))
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", "0",
                        "spring.main.banner-mode", "off",
                        "spring.main.log-startup-info", "false",
                        "spring.servlet.multipart.enabled", "false",
                        "spring.web.resources.add-mappings", "false"))
                .run());
    }

    /** A service, to look behind the web layer. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Takes a Part 10 file in, as if its sender were one that sends it as it is. */
    public IngestOutcome store(Path file) {
        return store(file, DuplicatePolicy.KEEP);
    }

    /** As above, for files that share their UIDs. */
    public IngestOutcome store(Path file, DuplicatePolicy duplicates) {
        IngestPolicy policy = new IngestPolicy(duplicates, "");
        try (InputStream in = Files.newInputStream(file)) {
            DicomReader reader = DicomReader.ofFile(in, ReadOptions.IN_MEMORY);
            Attributes dataSet = reader.read();
            TransferSyntax syntax = reader.transferSyntax();
            if (reader.contradictsDeclaration() || syntax.deflated()) {
                return store(dataSet, syntax, policy, new ByteArrayInputStream(DicomWriter.toBytes(dataSet, syntax)));
            }
            try (InputStream again = Files.newInputStream(file)) {
                again.skipNBytes(reader.dataSetOffset());
                return store(dataSet, syntax, policy, again);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Takes a data set in. */
    public IngestOutcome store(Attributes dataSet, TransferSyntax syntax) {
        try {
            return store(
                    dataSet,
                    syntax,
                    IngestPolicy.DEFAULT,
                    new ByteArrayInputStream(DicomWriter.toBytes(dataSet, syntax)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IngestOutcome store(Attributes dataSet, TransferSyntax syntax, IngestPolicy policy, InputStream bytes)
            throws IOException {
        IngestRequest request = new IngestRequest(
                "TEST",
                policy,
                dataSet.getString(Tag.SOPClassUID),
                new SopInstanceUid(dataSet.getString(Tag.SOPInstanceUID)),
                syntax.uid());
        return bean(IngestService.class).ingest(request, bytes);
    }

    public URI uri(String pathAndQuery) {
        return URI.create(root + pathAndQuery);
    }

    /** Gets what is at a path such as {@code /dicom-web/studies?limit=1}; headers as names and values in turn. */
    public HttpResponse<byte[]> get(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(pathAndQuery));
        if (headers.length > 0) request.headers(headers);
        return send(request);
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
