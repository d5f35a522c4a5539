package org.muniment.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.server.foreign.MunimentProcess;

/** What an operator sees of a running server, and of one that does not start. */
class OperationsTest {
    @TempDir
    static Path home;

    private static MunimentProcess server;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        server = MunimentProcess.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldReportEachPartAndKeepTheRestToItself() throws Exception {
        assertThat(get("/actuator/health/readiness").body()).contains("\"index\"", "\"store\"", "\"dicom\"");
        assertThat(get("/actuator/prometheus").body()).contains("muniment_dicom_associations");
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/heapdump").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNotBeReadyWhileCassandraIsAway() {
        server.cassandra().destroyForcibly();

        await(503);
        await(200);
        assertThat(server.output()).anyMatch(line -> line.contains("Cassandra ended unasked"));
    }

    /** Success, refusal and search, with a value long enough to be remarkable. */
    @Test
    void shouldKeepPatientsOutOfTheLogs() throws Exception {
        Attributes secret = new Attributes();
        secret.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        secret.setString(Tag.SOPInstanceUID, VR.UI, "2.25.79.1");
        secret.setString(Tag.PatientName, VR.PN, "Geheim^Gisela");
        secret.setString(Tag.PatientID, VR.LO, "GEHEIM");
        secret.setString(Tag.PatientComments, VR.LT, "geheim " + noise(8_000));
        secret.setString(Tag.StudyInstanceUID, VR.UI, "2.25.79.2");
        secret.setString(Tag.SeriesInstanceUID, VR.UI, "2.25.79.3");
        byte[] dataSet = DicomWriter.toBytes(secret, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        AssociateOptions options = AssociateOptions.to(
                        new Destination("MUNIMENT", "127.0.0.1", server.dicomPort()), "OPERATIONS")
                .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                .propose(UID.StudyRootQueryRetrieveInformationModelFind, UID.ImplicitVRLittleEndian);
        try (ScuAssociation association = ScuAssociation.open(options)) {
            assertThat(store(association, "2.25.79.1", dataSet).isSuccess()).isTrue();
            assertThat(store(association, "2.25.79.9", dataSet).isFailure()).isTrue();
            Attributes keys = new Attributes();
            keys.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
            keys.setString(Tag.PatientName, VR.PN, "Geheim*");
            List<Attributes> found = new ArrayList<>();
            association.find(UID.StudyRootQueryRetrieveInformationModelFind, keys, found::add);
            assertThat(found).hasSize(1);
        }

        assertThat(server.output())
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("geheim"));
        for (String log : List.of("system.log", "console.log")) {
            assertThat(home.resolve("cassandra/logs").resolve(log)).content().doesNotContainIgnoringCase("geheim");
        }
    }

    /** Digits that do not compress. */
    private static String noise(int length) {
        return new Random(1).ints(length, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    private static DimseStatus store(ScuAssociation association, String uid, byte[] dataSet) throws IOException {
        return association.store(UID.CTImageStorage, uid, UID.ExplicitVRLittleEndian, out -> out.write(dataSet));
    }

    @Test
    void shouldRefuseASecondServerOnOneHome() {
        assertThatThrownBy(() -> MunimentProcess.start(home))
                .hasMessageContaining("is in use by")
                .hasMessageNotContaining("\tat ");
    }

    @Test
    void shouldNameAnUnknownKeyAndNotStart(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("config"));
        Files.writeString(other.resolve("config/muniment.yaml"), "muniment:\n  dicom:\n    prot: 104\n");

        assertThatThrownBy(() -> MunimentProcess.start(other)).hasMessageContaining("muniment.dicom.prot");
    }

    private void await(int readiness) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> get("/actuator/health/readiness").statusCode() == readiness);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.http().resolve(path))
                        .header("Authorization", MunimentProcess.adminAuthorization())
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
