package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.RetrieveResponse;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.server.foreign.MunimentProcess;

/** The server all hostile tests attack, what it has acknowledged, and what must hold of it whatever was done to it. */
final class Target implements AutoCloseable {

    static final int MAX_ASSOCIATIONS = 230;
    static final Duration ARTIM = Duration.ofSeconds(2);
    static final Duration DIMSE = Duration.ofSeconds(4);
    static final int RESERVE_MEGABYTES = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Launch launch;
    private final MunimentProcess server;
    private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();

    private Target(Launch launch, MunimentProcess server) {
        this.launch = launch;
        this.server = server;
    }

    static Target start(Path home) throws IOException, InterruptedException {
        Launch launch = Launch.of(home);
        Path sources = Files.createDirectories(home.resolve("sources"));
        Files.writeString(
                sources.resolve("hostile.yaml"),
                "{name: attacker, aeTitle: " + Wire.CALLING_AET
                        + ", may: [echo, store, commit, mpps, query, retrieve]}");
        Files.writeString(
                sources.resolve("echo.yaml"), "{name: may do next to nothing, aeTitle: ECHO_ONLY, may: [echo]}");
        Files.writeString(
                sources.resolve("gone.yaml"),
                "{name: switched off, aeTitle: GONE, host: 127.0.0.1, port: 1, may: [receive]}");
        Path config = Files.writeString(
                home.resolve("muniment.yaml"),
                """
                muniment:
                  dicom:
                    sources: %s
                    max-associations: %d
                    max-associations-per-peer: %d
                    artim-timeout: %ds
                    dimse-timeout: %ds
                  store:
                    reserve: %dMB
                """
                        .formatted(
                                sources,
                                MAX_ASSOCIATIONS,
                                MAX_ASSOCIATIONS,
                                ARTIM.toSeconds(),
                                DIMSE.toSeconds(),
                                RESERVE_MEGABYTES));
        return new Target(
                launch,
                MunimentProcess.start(home, launch.launcher(), Map.of(), List.of("--config", config.toString())));
    }

    int port() {
        return server.dicomPort();
    }

    Launch launch() {
        return launch;
    }

    long pid() {
        return server.handle().pid();
    }

    Path objects() {
        return launch.objectsOf(pid());
    }

    // ---- talking to it ----

    AssociateOptions options() {
        return AssociateOptions.to(new Destination("MUNIMENT", "127.0.0.1", port()), Wire.CALLING_AET);
    }

    ScuAssociation associate(String sopClassUid, String transferSyntaxUid) throws IOException {
        return ScuAssociation.open(options().propose(sopClassUid, transferSyntaxUid));
    }

    /** For CTs, good ones among them, and in this transfer syntax. */
    ScuAssociation associateToStore(String sopClassUid, String transferSyntaxUid) throws IOException {
        return ScuAssociation.open(options()
                .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                .propose(sopClassUid, transferSyntaxUid));
    }

    /** Sends it, and remembers what is acknowledged. */
    DimseStatus store(ScuAssociation association, Instance instance) throws IOException {
        DimseStatus status = association.store(
                instance.sopClassUid(),
                instance.sopInstanceUid(),
                instance.transferSyntaxUid(),
                out -> out.write(instance.dataSet()));
        if (status.isSuccess()) acknowledged.put(instance.sopInstanceUid(), instance.dataSet());
        return status;
    }

    /** The good instance that must store right after whatever happened, on this association. */
    void shouldStoreAGoodInstance(ScuAssociation association) throws IOException {
        assertThat(store(association, Instance.good(4000))).isEqualTo(DimseStatus.SUCCESS);
    }

    void shouldServeAGoodPeer() throws IOException {
        try (ScuAssociation association = associate(UID.CTImageStorage, UID.ExplicitVRLittleEndian)) {
            shouldStoreAGoodInstance(association);
        }
    }

    // ---- what must hold afterwards ----

    /** Everything acknowledged is there as it was sent, nothing else is, nobody is left, and no patient stands in a log. */
    void shouldBeUnharmed() throws IOException {
        assertThat(server.isAlive()).as("alive").isTrue();
        Awaitility.await("associations end").atMost(PATIENCE).until(() -> openAssociations() == 0);
        shouldHoldNothingUnfinished();
        assertThat(found()).as("found").containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
        assertThat(objectFiles()).as("object files").isEqualTo(acknowledged.size());
        assertThat(gotten()).as("what comes back differs").isEmpty();
        assertThat(server.output())
                .noneMatch(line -> line.contains("OutOfMemoryError") || line.contains("StackOverflowError"))
                .noneMatch(line -> line.contains(Crafted.PATIENT_ID) || line.contains("Geheim"));
    }

    /** A connection that breaks is noticed at once, but not in no time. */
    void shouldHoldNothingUnfinished() {
        Awaitility.await("incoming is empty").atMost(PATIENCE).until(() -> {
            try (Stream<Path> unfinished = Files.list(objects().resolve("incoming"))) {
                return unfinished.findAny().isEmpty();
            }
        });
    }

    long objectFiles() throws IOException {
        try (Stream<Path> files = Files.walk(objects().resolve("objects"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** SOP Instance UIDs of the two series all instances belong to. */
    private List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        try (ScuAssociation association =
                associate(UID.StudyRootQueryRetrieveInformationModelFind, UID.ImplicitVRLittleEndian)) {
            for (String study : List.of(Crafted.STUDY, Crafted.OTHER_STUDY)) {
                Attributes keys = identifier("IMAGE", study);
                keys.setString(Tag.SeriesInstanceUID, VR.UI, Crafted.SERIES);
                keys.setNull(Tag.SOPInstanceUID, VR.UI);
                DimseStatus status = association.find(
                        UID.StudyRootQueryRetrieveInformationModelFind,
                        keys,
                        match -> found.add(match.getString(Tag.SOPInstanceUID)));
                assertThat(status).isEqualTo(DimseStatus.SUCCESS);
            }
        }
        return found;
    }

    /** UIDs of what C-GET does not bring back as it was sent. */
    private Set<String> gotten() throws IOException {
        Map<String, byte[]> missing = new TreeMap<>(acknowledged);
        AssociateOptions options = options()
                .propose(UID.StudyRootQueryRetrieveInformationModelGet, UID.ImplicitVRLittleEndian)
                .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                .propose(UID.CTImageStorage, UID.ImplicitVRLittleEndian)
                .propose(UID.CTImageStorage, UID.DeflatedExplicitVRLittleEndian)
                .propose(UID.CTImageStorage, UID.JPEGBaseline8Bit)
                .asScp(UID.CTImageStorage);
        try (ScuAssociation association = ScuAssociation.open(options)) {
            RetrieveResponse response = association.get(
                    UID.StudyRootQueryRetrieveInformationModelGet,
                    identifier("STUDY", Crafted.STUDY, Crafted.OTHER_STUDY),
                    (info, request, dataSet) -> {
                        byte[] sent = missing.get(request.sopInstanceUid());
                        if (Arrays.equals(sent, dataSet.readAllBytes())) missing.remove(request.sopInstanceUid());
                        return DimseStatus.SUCCESS;
                    },
                    progress -> true);
            assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
        }
        return missing.keySet();
    }

    static Attributes identifier(String level, String... studies) {
        Attributes keys = new Attributes();
        keys.setString(Tag.QueryRetrieveLevel, VR.CS, level);
        keys.setString(Tag.StudyInstanceUID, VR.UI, studies);
        return keys;
    }

    int openAssociations() throws IOException, InterruptedException {
        String credentials = MunimentProcess.ADMIN + ":" + MunimentProcess.ADMIN_PASSWORD;
        HttpRequest request = HttpRequest.newBuilder(server.http().resolve("/actuator/prometheus"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes()))
                .build();
        HttpResponse<String> metrics = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return metrics.body()
                .lines()
                .filter(line -> line.startsWith("muniment_dicom_associations "))
                .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
