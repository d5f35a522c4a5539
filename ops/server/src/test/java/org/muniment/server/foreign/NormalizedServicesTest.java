package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Capabilities;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DicomServer;
import org.muniment.dicom.net.DimseServices;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.ServerConfig;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.server.foreign.Commands.Result;

/**
 * Storage commitment, performed procedure steps and availability notifications with toolkits of others: Orthanc asks for commitment and
 * is asked, dcmjs-dimse reports steps, asks for commitment, and takes results and notifications.
 */
@Tag("slow")
class NormalizedServicesTest {

    private static final Path SAMPLES = Path.of("/usr/lib/python3/dist-packages/pydicom/data/test_files");
    private static final String AET = "MUNIMENT";
    private static final String COMMITMENT = UID.StorageCommitmentPushModel;
    private static final String COMMITMENT_INSTANCE = UID.StorageCommitmentPushModelInstance;
    private static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    @TempDir
    static Path work;

    private static Path configuration;
    private static MunimentProcess server;
    private static int orthancPort;
    private static int modalityPort;
    private static int announcedPort;

    @BeforeAll
    static void start() throws Exception {
        Commands.require("Orthanc", "dcmodify", "storescu");
        DcmjsDimse.require();
        orthancPort = Commands.freePort();
        modalityPort = Commands.freePort();
        announcedPort = Commands.freePort();
        Path sources = Files.createDirectory(work.resolve("sources"));
        source(sources, Orthanc.AET, orthancPort, "echo, store, commit");
        source(sources, "CT1", modalityPort, "echo, store, commit, mpps");
        source(sources, "RIS", announcedPort, "echo, ian");
        configuration = Files.writeString(
                work.resolve("muniment.yaml"),
                """
                muniment:
                  dicom:
                    sources: %s
                  commitment:
                    retry-most: 1s
                """
                        .formatted(sources));
        server = launch();
    }

    private static void source(Path sources, String aeTitle, int port, String may) throws IOException {
        Files.writeString(
                sources.resolve(aeTitle + ".yaml"),
                "name: %1$s\naeTitle: %1$s\nhost: 127.0.0.1\nport: %2$d\nmay: [%3$s]\n".formatted(aeTitle, port, may));
    }

    private static MunimentProcess launch() throws IOException {
        return MunimentProcess.start(
                work.resolve("home"), java.util.Map.of(), List.of("--config", configuration.toString()));
    }

    @AfterAll
    static void stop() {
        if (server != null) server.close();
    }

    private static Path sample(String study, String name) throws Exception {
        Path file = work.resolve(study + "." + name);
        Files.copy(SAMPLES.resolve(name), file);
        Result modified = Commands.run(
                "dcmodify",
                "-nb",
                "-m",
                "StudyInstanceUID=" + study,
                "-m",
                "SeriesInstanceUID=" + study + ".1",
                "-m",
                "SOPInstanceUID=" + study + ".1.1",
                file.toString());
        assertThat(modified.exit()).as(modified.output()).isZero();
        return file;
    }

    private static void store(Path file) throws Exception {
        Result stored = Commands.run(
                "storescu",
                "-aet",
                "CT1",
                "-aec",
                AET,
                "127.0.0.1",
                String.valueOf(server.dicomPort()),
                file.toString());
        assertThat(stored.exit()).as(stored.output()).isZero();
    }

    private static String reference(String instance) {
        return "{\"SOPClassUID\": \"1.2.840.10008.5.1.4.1.1.2\", \"SOPInstanceUID\": \"" + instance + "\"}";
    }

    @Test
    void shouldCommitToOrthancWhatOrthancHasSent() throws Exception {
        try (Orthanc orthanc = Orthanc.start(
                work.resolve("orthanc"),
                orthancPort,
                "{\"muniment\": [\"%s\", \"127.0.0.1\", %d]}".formatted(AET, server.dicomPort()))) {
            orthanc.post("/instances", Files.readAllBytes(sample("2.25.81", "CT_small.dcm")));
            String study = orthanc.get("/studies").replaceAll("[\\[\\]\"\\s]", "");
            orthanc.post("/modalities/muniment/store", study.getBytes());

            String good = commitment(orthanc, reference("2.25.81.1.1"));
            assertThat(good).contains("\"Status\" : \"Success\"").contains("2.25.81.1.1");

            String mixed = commitment(orthanc, reference("2.25.81.1.1") + "," + reference("2.25.81.1.9"));
            assertThat(mixed).contains("\"Status\" : \"Failure\"");
            assertThat(mixed.replaceAll("(?s).*\"Failures\"", "")).contains("2.25.81.1.9", "274");
        }
    }

    /** Asks, and waits until Orthanc has the result. */
    private static String commitment(Orthanc orthanc, String references) throws Exception {
        String asked = orthanc.post(
                "/modalities/muniment/storage-commitment", ("{\"DicomInstances\": [" + references + "]}").getBytes());
        Matcher id = Pattern.compile("\"Path\" : \"([^\"]+)\"").matcher(asked);
        assertThat(id.find()).as(asked).isTrue();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> orthanc.get(id.group(1)), report -> !report.contains("Pending"));
    }

    /** The other way round, by the SCU the archive has: Orthanc takes a request and reports on an association of its own. */
    @Test
    void shouldTakeFromOrthancWhatOrthancCommits() throws Exception {
        BlockingQueue<NormalizedRequest> events = new LinkedBlockingQueue<>();
        DimseServices services = DimseServices.verification()
                .withNormalized(CommandField.N_EVENT_REPORT, (a, event) -> {
                    events.add(event);
                    return NormalizedResponse.SUCCESS;
                });
        int port = Commands.freePort();
        try (DicomServer scu = DicomServer.start(
                        ServerConfig.defaults().withBind("127.0.0.1", 0),
                        new Capabilities().support(COMMITMENT, NATIVE),
                        services);
                Orthanc orthanc = Orthanc.start(
                        work.resolve("orthanc-scp"),
                        port,
                        "{\"asking\": [\"ASKING\", \"127.0.0.1\", %d]}".formatted(scu.port()))) {
            orthanc.post("/instances", Files.readAllBytes(sample("2.25.82", "CT_small.dcm")));
            try (ScuAssociation association =
                    ScuAssociation.open(AssociateOptions.to(new Destination(Orthanc.AET, "127.0.0.1", port), "ASKING")
                            .propose(COMMITMENT, NATIVE))) {
                assertThat(association
                                .perform(NormalizedRequest.action(
                                        COMMITMENT, COMMITMENT_INSTANCE, 1, information("2.25.82.1.1", "2.25.82.1.9")))
                                .status()
                                .isSuccess())
                        .isTrue();
            }
            NormalizedRequest event = events.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("Orthanc's report").isNotNull();
            assertThat(event.type()).isEqualTo(2);
            assertThat(event.dataSet().getString(org.muniment.dicom.Tag.TransactionUID))
                    .isEqualTo("2.25.4711");
            assertThat(event.dataSet().getItems(org.muniment.dicom.Tag.ReferencedSOPSequence))
                    .hasSize(1);
            assertThat(event.dataSet().getItems(org.muniment.dicom.Tag.FailedSOPSequence))
                    .hasSize(1);
        }
    }

    private static Attributes information(String... instances) {
        Attributes information = new Attributes();
        information.setString(org.muniment.dicom.Tag.TransactionUID, VR.UI, "2.25.4711");
        Attributes[] items = new Attributes[instances.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = new Attributes();
            items[i].setString(org.muniment.dicom.Tag.ReferencedSOPClassUID, VR.UI, UID.CTImageStorage);
            items[i].setString(org.muniment.dicom.Tag.ReferencedSOPInstanceUID, VR.UI, instances[i]);
        }
        information.setItems(org.muniment.dicom.Tag.ReferencedSOPSequence, items);
        return information;
    }

    /** The requestor is away and the archive is killed between its success and the result. */
    @Test
    void shouldDeliverAResultAfterAKill() throws Exception {
        store(sample("2.25.83", "CT_small.dcm"));
        Result accepted = DcmjsDimse.send(
                server.dicomPort(),
                AET,
                "CT1",
                """
                {"operation": "N-ACTION", "sopClass": "%s", "sopInstance": "%s", "type": 1, "dataSet": {
                  "TransactionUID": "2.25.4712", "ReferencedSOPSequence": [
                    {"ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.2", "ReferencedSOPInstanceUID": "2.25.83.1.1"}]}}
                """
                        .formatted(COMMITMENT, COMMITMENT_INSTANCE));
        assertThat(accepted.output()).contains("\"status\":\"0000\"");
        server.kill();
        server = launch();
        try (DcmjsDimse.Receiver modality = DcmjsDimse.Receiver.listen(modalityPort)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(modality.received())
                    .singleElement()
                    .asString()
                    .contains("\"N-EVENT-REPORT\"", "\"type\":1", "2.25.4712", "2.25.83.1.1")
                    .doesNotContain("FailedSOPSequence"));
        }
    }

    @Test
    void shouldKeepTheStepsOfDcmjsDimse() throws Exception {
        ForeignMpps modality = new ForeignMpps(server.dicomPort(), AET, "CT1");
        modality.begin(
                "2.25.84.9", new ForeignMpps.Scheduled("2.25.84", "A84", "SPS84", "RP84", "P84", "Doe^Jane"), "CT");
        modality.complete("2.25.84.9", "2.25.84.1", "1.2.840.10008.5.1.4.1.1.2", List.of("2.25.84.1.1"));

        Result again = modality.send(ForeignMpps.request(
                "N-SET",
                "2.25.84.9",
                ForeignMpps.end("DISCONTINUED", "2.25.84.1", "1.2.840.10008.5.1.4.1.1.2", List.of())));
        assertThat(again.output()).contains("\"status\":\"0110\"", "no longer be updated");
        Result kept = modality.send(
                "{\"operation\": \"N-GET\", \"sopClass\": \"1.2.840.10008.3.1.2.3.4\", \"sopInstance\": \"2.25.84.9\"}");
        assertThat(kept.output()).contains("\"status\":\"0000\"", "COMPLETED", "2.25.84.1.1");
    }

    @Test
    void shouldTellDcmjsDimseWhatIsAvailable() throws Exception {
        try (DcmjsDimse.Receiver ris = DcmjsDimse.Receiver.listen(announcedPort)) {
            store(sample("2.25.85", "CT_small.dcm"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(ris.received())
                    .anySatisfy(line -> assertThat(line)
                            .contains("\"N-CREATE\"", "1.2.840.10008.5.1.4.33", "\"StudyInstanceUID\":\"2.25.85\"")
                            .contains("2.25.85.1.1", "\"InstanceAvailability\":\"ONLINE\"", AET)));
        }
    }
}
