package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFile;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/** DCMTK's SCUs against our server. */
class DcmtkClientsTest {

    private static final ServerConfig CONFIG = ServerConfig.defaults().withBind("127.0.0.1", 0);

    @TempDir
    Path directory;

    private final ToyArchive archive = new ToyArchive();
    private DicomServer server;
    private String port;

    @BeforeAll
    static void installed() {
        Dcmtk.assumeInstalled();
    }

    @BeforeEach
    void start() throws IOException {
        start(archive.services());
    }

    private void start(DimseServices services) throws IOException {
        if (server != null) server.close();
        server = DicomServer.start(CONFIG, ToyArchive.capabilities(ToyArchive.NATIVE), services);
        port = String.valueOf(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            archive.add(
                    ToyArchive.image("1.2.3." + i, i % 2 == 0 ? "EVEN" : "ODD", 20_000),
                    UID.ExplicitVRLittleEndian,
                    List.of(UID.ImplicitVRLittleEndian));
        }
    }

    private Dcmtk.Result run(String... command) throws Exception {
        return Dcmtk.run(directory, command);
    }

    private List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void shouldAnswerEchoscu() throws Exception {
        Dcmtk.Result result = run("echoscu", "-v", "--repeat", "5", "-aec", "ARCHIVE", "127.0.0.1", port);
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("Received Echo Response (Success)");
    }

    @Test
    void shouldTakeWhatStorescuSends() throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        for (int i = 0; i < 10; i++) {
            Dcmtk.writeFile(
                    files.resolve(i + ".dcm"),
                    ToyArchive.image("1.2.3." + i, "P1", 300_000),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
        Dcmtk.Result result = run("storescu", "-v", "-R", "+sd", "127.0.0.1", port, files.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(archive.instances).hasSize(10);
        assertThat(archive.instances.get("1.2.3.7").attributes().getBytes(Tag.PixelData))
                .hasSize(300_000);
    }

    /** Without immediate acknowledgements each of these messages would wait 40 ms for one. */
    @Test
    void shouldNotBeSlowToAPeerThatLeavesNaglesAlgorithmOn() throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        for (int i = 0; i < 100; i++) {
            Dcmtk.writeFile(
                    files.resolve(i + ".dcm"),
                    ToyArchive.image("1.2.3." + i, "P1", 4000),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
        long start = System.nanoTime();
        run("env", "TCP_NODELAY=1", "storescu", "-R", "+sd", "127.0.0.1", port, files.toString());
        long middle = System.nanoTime();
        run("env", "-u", "TCP_NODELAY", "storescu", "-R", "+sd", "127.0.0.1", port, files.toString());
        long end = System.nanoTime();
        assertThat(archive.instances).hasSize(100);
        assertThat((end - middle) / 1e9).isLessThan(2 * (middle - start) / 1e9 + 1);
    }

    @Test
    void shouldTellStorescuOfFailureAndGoOn() throws Exception {
        AtomicReference<Integer> calls = new AtomicReference<>(0);
        start(archive.services().withStore((association, request, dataSet) -> {
            if (calls.getAndUpdate(n -> n + 1) == 0) throw new IllegalStateException("first one fails");
            return archive.services().store().store(association, request, dataSet);
        }));
        Path files = Files.createDirectory(directory.resolve("files"));
        for (int i = 0; i < 3; i++) {
            Dcmtk.writeFile(
                    files.resolve(i + ".dcm"),
                    ToyArchive.image("1.2.3." + i, "P1", 300_000),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
        Dcmtk.Result result = run("storescu", "-d", "--no-halt", "-R", "+sd", "127.0.0.1", port, files.toString());
        assertThat(result.output()).contains("0x0110").contains("C-STORE failed: IllegalStateException");
        assertThat(archive.instances).hasSize(2);
    }

    @Test
    void shouldAnswerFindscu() throws Exception {
        fill(10);
        Dcmtk.Result result =
                run("findscu", "-v", "-S", "-k", "QueryRetrieveLevel=IMAGE", "-k", "PatientID=ODD", "127.0.0.1", port);
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("Find Response: 5 (Pending)").contains("1.2.3.9");
        assertThat(result.output()).doesNotContain("Find Response: 6 (Pending)");
    }

    @Test
    void shouldStopAtFindscusCancel() throws Exception {
        start(archive.services().withFind((association, request, responses) -> {
            Attributes match = new Attributes(request.identifier());
            // without the cancel this would never end
            while (responses.pending(match)) {}
            return DimseStatus.SUCCESS;
        }));
        Dcmtk.Result result = run(
                "findscu",
                "-d",
                "-S",
                "--cancel",
                "3",
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "PatientID=1",
                "127.0.0.1",
                port);
        assertThat(result.output()).contains("Sending Cancel Request").contains("0xfe00");
    }

    @Test
    void shouldSendGetscuWhatItAsksFor() throws Exception {
        fill(10);
        Path received = Files.createDirectory(directory.resolve("received"));
        Dcmtk.Result result = run(
                "getscu",
                "-v",
                "-S",
                "-od",
                received.toString(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + ToyArchive.studyUid("ODD"),
                "127.0.0.1",
                port);
        assertThat(result.exitCode()).as(result.output()).isZero();
        List<Path> files = filesIn(received);
        assertThat(files).hasSize(5);
        DicomFile first = DicomReader.readFile(files.get(0));
        Attributes expected = archive.instances
                .get(first.dataSet().getString(Tag.SOPInstanceUID))
                .attributes();
        assertThat(first.dataSet().getBytes(Tag.PixelData)).isEqualTo(expected.getBytes(Tag.PixelData));
    }

    @Test
    void shouldTellGetscuThatNotAllCouldBeSent() throws Exception {
        fill(3);
        Attributes compressed = ToyArchive.image("1.2.9", "ODD", 100);
        archive.add(compressed, UID.JPEG2000Lossless, List.of());
        Path received = Files.createDirectory(directory.resolve("received"));
        Dcmtk.Result result = run(
                "getscu",
                "-d",
                "-S",
                "-od",
                received.toString(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + ToyArchive.studyUid("ODD"),
                "127.0.0.1",
                port);
        // getscu does not read the Failed SOP Instance UID List that follows; RetrieveTest does
        assertThat(result.output()).contains("0xb000").contains("no transfer syntax accepted by peer");
        assertThat(filesIn(received)).hasSize(1);
    }

    @Test
    void shouldMoveToStorescpAsMovescuAsks() throws Exception {
        fill(10);
        Path received = Files.createDirectory(directory.resolve("received"));
        try (Dcmtk.Server storescp = new Dcmtk.Server(
                Files.createDirectory(directory.resolve("scp")),
                Dcmtk.freePort(),
                "storescp",
                "-od",
                received.toString())) {
            archive.destinations.put("STORESCP", new Destination("STORESCP", "127.0.0.1", storescp.port()));
            Dcmtk.Result result = move("STORESCP");
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(filesIn(received)).hasSize(5);
    }

    @Test
    void shouldTellMovescuThatTheDestinationIsUnknown() throws Exception {
        fill(2);
        assertThat(move("NOWHERE").output()).contains("0xa801");
    }

    @Test
    void shouldTellMovescuThatTheDestinationIsNotReachable() throws Exception {
        fill(2);
        archive.destinations.put("DEAD", new Destination("DEAD", "127.0.0.1", Dcmtk.freePort()));
        assertThat(move("DEAD").output()).contains("0xa702").contains("move destination not reachable");
    }

    private Dcmtk.Result move(String destination) throws Exception {
        return run(
                "movescu",
                "-d",
                "-S",
                "-aem",
                destination,
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + ToyArchive.studyUid("ODD"),
                "127.0.0.1",
                port);
    }
}
