package org.muniment.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * An external FHIR server: HAPI's, in a process of its own, that keeps ImagingStudy, Patient, ServiceRequest and Endpoint in files and obeys
 * conditional updates. It can be stopped, or killed, and started again on the same files and the same port.
 */
public final class ExternalFhirServer implements AutoCloseable {

    public enum Version {
        R4,
        R5;

        public FhirContext context() {
            return this == R4 ? FhirContext.forR4Cached() : FhirContext.forR5Cached();
        }
    }

    private static final List<String> TYPES = List.of("ImagingStudy", "Patient", "ServiceRequest", "Endpoint");
    private static final String READY = "ready on ";

    private final Version version;
    private final Path directory;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Process process;
    private int port;

    /** Not started yet. */
    public ExternalFhirServer(Version version, Path directory) {
        this.version = version;
        this.directory = directory;
    }

    /** In the process of its own: version, directory, port (0 for a free one). */
    public static void main(String[] arguments) throws Exception {
        Version version = Version.valueOf(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createDirectories(directory.resolve("tomcat")).toString());
        tomcat.setPort(Integer.parseInt(arguments[2]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        RestfulServer server = new RestfulServer(version.context());
        for (String type : TYPES) server.registerProvider(new ExternalFhirProvider(version.context(), type, directory));
        Context root = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(root, "fhir", server).setLoadOnStartup(1);
        root.addServletMappingDecoded("/fhir/*", "fhir");
        tomcat.start();
        System.out.println(READY + tomcat.getConnector().getLocalPort());
        // until whoever started this is gone, or closes the pipe
        while (System.in.read() >= 0) continue;
        System.exit(0);
    }

    /** Returns when it answers; the port is the one it had before. */
    public ExternalFhirServer start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExternalFhirServer.class.getName(),
                        version.name(),
                        directory.toString(),
                        String.valueOf(port))
                .redirectError(
                        Files.createDirectories(directory).resolve("stderr").toFile())
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (!line.startsWith(READY)) continue;
            port = Integer.parseInt(line.substring(READY.length()));
            return this;
        }
        throw new IOException("The FHIR server did not start: " + Files.readString(directory.resolve("stderr")));
    }

    /** Its base address, known once it was started. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + port + "/fhir");
    }

    /** Without warning, as a crash would. */
    public void stop() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Everything it has of this type, newest versions only; {@code meta.versionId} tells how often each was written. */
    public List<IBaseResource> all(String type) throws IOException, InterruptedException {
        return find(type, "");
    }

    /** @param query such as {@code ?identifier=urn:dicom:uid%7Curn:oid:1.2.3} */
    public List<IBaseResource> find(String type, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/" + type + query))
                .header("Accept", "application/fhir+json")
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
        IBaseBundle bundle = (IBaseBundle) version.context().newJsonParser().parseResource(answer.body());
        List<IBaseResource> found = new ArrayList<>();
        version.context()
                .newTerser()
                .getValues(bundle, "Bundle.entry.resource", IBaseResource.class)
                .forEach(found::add);
        return found;
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
    }
}
