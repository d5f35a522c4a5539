package org.muniment.fhir.server;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.hl7.fhir.r4.model.Resource;
import org.muniment.fhir.Validity;

/** A FHIR server on a port of its own, and a client of it that lets nothing pass that is not valid. */
final class HttpFhir implements AutoCloseable {

    record Answer(int status, Resource resource, HttpResponse<String> response) {
        <T extends Resource> T as(Class<T> type) {
            return type.cast(resource);
        }
    }

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    HttpFhir(FhirServer server) throws IOException, LifecycleException {
        Path work = Files.createTempDirectory("fhir-test");
        work.toFile().deleteOnExit();
        tomcat.setBaseDir(work.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", work.toString());
        Tomcat.addServlet(context, "fhir", server);
        context.addServletMappingDecoded("/fhir/*", "fhir");
        tomcat.getConnector();
        tomcat.start();
        base = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/fhir";
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Validity.R4.check(response.body());
        Resource resource = (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(response.body());
        return new Answer(response.statusCode(), resource, response);
    }

    URI uri(String path) {
        return URI.create(path.startsWith("http") ? path : base + "/" + path);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
