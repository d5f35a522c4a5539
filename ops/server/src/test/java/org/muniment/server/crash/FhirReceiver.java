package org.muniment.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.muniment.server.fhir.ExternalFhirServer;
import org.muniment.server.fhir.ExternalFhirServer.Version;

/** A FHIR server in a process of its own that keeps what it is told in files. */
final class FhirReceiver implements ExternalReceiver {

    private final ExternalFhirServer server;

    FhirReceiver(Path directory) throws IOException, InterruptedException {
        server = new ExternalFhirServer(Version.R4, directory);
        server.start(); // which gives it its address for life
        server.stop();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "MUNIMENT_FHIR_SERVERS_0_NAME",
                "receiver",
                "MUNIMENT_FHIR_SERVERS_0_URL",
                server.base().toString());
    }

    @Override
    public void start() throws IOException {
        server.start();
    }

    private List<ImagingStudy> told() {
        try {
            return server.all("ImagingStudy").stream()
                    .map(ImagingStudy.class::cast)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean hasAll(Set<String> studies, int instances) {
        return told().stream()
                        .filter(study -> study.getNumberOfInstances() == instances)
                        .count()
                >= studies.size();
    }

    /** One resource for each study, however often it was told of it, and none that an earlier state has overwritten a later one of. */
    @Override
    public void verify(Set<String> studies, int instances) {
        List<ImagingStudy> told = told();
        assertThat(told).hasSize(studies.size()).allMatch(study -> study.getNumberOfInstances() == instances);
        assertThat(told.stream().map(FhirReceiver::uid).collect(Collectors.toSet()))
                .isEqualTo(studies);
    }

    private static String uid(ImagingStudy study) {
        return study.getIdentifierFirstRep().getValue().replaceFirst("^urn:oid:", "");
    }

    @Override
    public void close() {
        server.close();
    }
}
