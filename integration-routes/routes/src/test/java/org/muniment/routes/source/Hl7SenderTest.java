package org.muniment.routes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.hl7.SourceSettings;

class Hl7SenderTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path directory;

    private SourceRegistry registry(boolean acceptUnknown) {
        return new SourceRegistry(directory, acceptUnknown, Clock.systemUTC());
    }

    private void source(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), "name: " + name + "\n" + yaml);
    }

    @Test
    void shouldKnowSendersByApplicationFacilityAndHost() throws IOException {
        source("ris", "hl7: {sendingApplication: RIS, sendingFacility: [A, B]}\n");
        source("kis", "host: 192.0.2.1\nhl7: {sendingApplication: KIS}\n");
        SourceRegistry sources = registry(false);
        assertThat(sources.sender("RIS", "B", HERE)).map(Source::name).contains("ris");
        assertThat(sources.sender("RIS", "C", HERE)).isEmpty();
        assertThat(sources.sender("KIS", "A", HERE)).isEmpty();
        assertThat(sources.sender("", "", HERE)).isEmpty();
        assertThat(registry(true).sender("XYZ", "A", HERE)).map(Source::name).contains("unknown XYZ|A");
    }

    @Test
    void shouldTellHowASourceWritesItsMessages() throws IOException {
        source(
                "ris",
                """
                defaultIssuerOfPatientId: ST-ELSEWHERE
                hl7:
                  sendingApplication: RIS
                  characterSet: UNICODE UTF-8
                  fields: {accessionNumber: OBR-3.1}
                """);
        SourceSettings settings = registry(false)
                .sender("RIS", "", HERE)
                .orElseThrow()
                .hl7()
                .orElseThrow()
                .settings();
        assertThat(settings.defaultIssuer()).isEqualTo("ST-ELSEWHERE");
        assertThat(settings.characterSet()).contains(StandardCharsets.UTF_8);
        assertThat(settings.fields().places().get("accessionNumber")).hasSize(1);
        assertThat(settings.fields().places().get("modality")).hasSize(2);
    }

    @Test
    void shouldRefuseWhatCanNotBeMeant() throws IOException {
        source("ris", "hl7: {sendingFacility: A}\n");
        assertThatThrownBy(() -> registry(false)).hasMessageContaining("sendingApplication");
        source("ris", "hl7: {sendingApplication: RIS, fields: {accession: OBR-3}}\n");
        assertThatThrownBy(() -> registry(false)).hasMessageContaining("accession");
        source("ris", "hl7: {sendingApplication: RIS, fields: {accessionNumber: third}}\n");
        assertThatThrownBy(() -> registry(false)).hasMessageContaining("third");
        source("ris", "hl7: {sendingApplication: RIS}\n");
        source("other", "hl7: {sendingApplication: [X, RIS]}\n");
        assertThatThrownBy(() -> registry(false)).hasMessageContaining("another source");
    }
}
