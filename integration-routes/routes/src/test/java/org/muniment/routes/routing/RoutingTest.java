package org.muniment.routes.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.MemoryAppointmentIndex;
import org.muniment.archive.order.MemoryOrderIndex;
import org.muniment.archive.order.MemoryPerformedStepIndex;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.OrderDetails;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.routing.MemorySentInstances;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.order.OrderIndexes;
import org.muniment.core.order.OrderService;
import org.muniment.core.patient.LivingPatients;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.Rejections;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;

/** Routing to DCMTK's storescp and to a web service, with the index in memory. */
class RoutingTest {

    @TempDir
    Path home;

    private final Clock clock = Clock.systemUTC();
    private final MemoryStudyIndex index = new MemoryStudyIndex();
    private final MemorySentInstances sent = new MemorySentInstances();
    private final Workers workers = new Workers(2, 16);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RoutingRoute route = new RoutingRoute();
    private final List<AutoCloseable> open = new ArrayList<>();
    private IngestService ingest;
    private RetrieveService retrieve;
    private OrderService orders;
    private Patients patients;
    private int port;

    @BeforeEach
    void start() throws Exception {
        FileObjectStore store = new FileObjectStore(new FileStoreConfig("hot", home.resolve("hot"), 0), clock);
        open.add(store);
        MemoryChangeFeed feed = new MemoryChangeFeed();
        StudyChanges changes = new StudyChanges(feed, feed, "node", clock);
        MemorySeriesCache cache = new MemorySeriesCache();
        patients = new Patients(index.patients(), clock);
        Rejections rejections = new Rejections(index, index.rejections(), cache, RejectionListener.NONE, changes);
        ingest = new IngestService(
                store,
                new ArchiveIndex(index, index, new MemoryDerivedIndex(index), rejections, patients, cache, changes),
                workers,
                IngestConfig.DEFAULT,
                IngestListener.NONE,
                clock);
        retrieve = new RetrieveService(
                index, ObjectStores.of(store), new Transcoder(Codecs.installed(), home, new FrameMemory(64 << 20)));
        orders = new OrderService(
                new OrderIndexes(new MemoryOrderIndex(), new MemoryAppointmentIndex(), new MemoryPerformedStepIndex()),
                index,
                new LivingPatients(patients),
                changes,
                clock);
        camel.addRoutes(route);
        camel.start();
        port = freePort();
        Files.createDirectories(home.resolve("out"));
        Files.createDirectories(home.resolve("sources"));
        Files.createDirectories(home.resolve("routing"));
        Files.writeString(
                home.resolve("sources/dest.yaml"),
                "name: DEST\naeTitle: DEST\nhost: 127.0.0.1\nport: " + port + "\nmay: [receive]\n");
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) each.close();
        camel.stop();
        workers.close();
    }

    @Test
    void shouldSendADestinationWhatItsRulesSayAndEachInstanceOnce() throws Exception {
        storescp();
        Subscriber subscriber = subscriber("ae: DEST\nroute: [{when: {modality: CT, callingAe: {matches: 'CT.*'}}}]");
        store("CT1", image(1, 1, 1, "CT"));
        store("CT1", image(1, 1, 2, "CT"));
        store("CT1", image(1, 2, 1, "SR"));
        store("MR1", image(1, 3, 1, "CT"));

        subscriber.deliver(stored(1));
        assertThat(received()).containsExactly("2.25.1.1.1", "2.25.1.1.2");
        assertThat(Files.readString(home.resolve("storescp.log")))
                .containsPattern("Calling Application Name: +MUNIMENT")
                .containsPattern("Called Application Name: +DEST");

        clearReceived();
        subscriber.deliver(stored(1));
        assertThat(received()).as("nothing is sent twice").isEmpty();

        store("CT1", image(1, 4, 1, "CT"));
        subscriber.deliver(stored(1));
        assertThat(received()).as("of a second series only what is new").containsExactly("2.25.1.4.1");
    }

    @Test
    void shouldWaitForADestinationThatIsDown() throws Exception {
        Subscriber subscriber = subscriber("ae: DEST\nroute: [{}]");
        store("CT1", image(1, 1, 1, "CT"));

        assertThatThrownBy(() -> subscriber.deliver(stored(1))).isInstanceOf(TargetUnavailableException.class);

        storescp();
        subscriber.deliver(stored(1));
        assertThat(received()).containsExactly("2.25.1.1.1");
    }

    @Test
    void shouldSendTheRestOfAStudyOfWhichOneInstanceIsNotTaken() throws Exception {
        storescp();
        Subscriber subscriber = subscriber("ae: DEST\nroute: [{}]");
        Attributes strange = image(1, 1, 1, "CT");
        strange.setString(Tag.SOPClassUID, VR.UI, "1.2.3.4.5");
        store("CT1", strange);
        store("CT1", image(1, 1, 2, "CT"));

        assertThatThrownBy(() -> subscriber.deliver(stored(1)))
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining("1 instances not taken");
        assertThat(received()).containsExactly("2.25.1.1.2");
    }

    @Test
    void shouldNotSendBackToWhereItCameFrom() throws Exception {
        storescp();
        Subscriber subscriber = subscriber("ae: DEST\nroute: [{}]");
        store("DEST", image(1, 1, 1, "CT"));

        subscriber.deliver(stored(1));

        assertThat(received()).isEmpty();
    }

    @Test
    void shouldStoreByWebAndBelieveTheAnswer() throws Exception {
        List<String> bodies = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        open.add(() -> server.stop(0));
        int[] status = {503};
        server.createContext("/studies", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            byte[] answer =
                    """
                    {"00081198":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["2.25.1.1.2"]},"00081197":{"vr":"US","Value":[49152]}}]},
                     "00081199":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["2.25.1.1.1"]}}]}}
                    """
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status[0], status[0] == 503 ? -1 : answer.length);
            if (status[0] != 503) exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Subscriber subscriber =
                subscriber("stow: http://127.0.0.1:" + server.getAddress().getPort() + "/studies\nroute: [{}]");
        store("CT1", image(1, 1, 1, "CT"));
        store("CT1", image(1, 1, 2, "CT"));

        assertThatThrownBy(() -> subscriber.deliver(stored(1)))
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining("503");
        status[0] = 202;
        assertThatThrownBy(() -> subscriber.deliver(stored(1)))
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining("C000H");

        assertThat(Pattern.compile("Content-Type: application/dicom")
                        .matcher(bodies.get(1))
                        .results())
                .hasSize(2);
        assertThat(sent.of("there", new StudyInstanceUid("2.25.1"))).containsOnlyKeys(new SopInstanceUid("2.25.1.1.1"));
    }

    @Test
    void shouldSendTheLatestRelevantPriorsOfWhatIsOrdered() throws Exception {
        storescp();
        Subscriber subscriber = subscriber("ae: DEST\nprefetch: [{when: {modality: CT}, priors: 2}]");
        store("CT1", prior(1, "CT", "20210101", "P1"));
        store("CT1", prior(2, "CT", "20230101", "P1"));
        store("CT1", prior(3, "CT", "20220101", "P1"));
        store("US1", prior(4, "US", "20240101", "P1"));
        store("CT1", prior(5, "CT", "20240101", "P2"));
        order("CT");

        subscriber.deliver(new StudyChange(new Position(1, 1), new StudyInstanceUid("2.25.9"), ChangeKind.ORDER));

        assertThat(received()).containsExactly("2.25.2.1.1", "2.25.3.1.1");
    }

    private void order(String modality) {
        orders.apply(
                new OrderChange(
                        OrderChange.Control.NEW,
                        new OrderNumbers(
                                new OrderNumber("P9", ""), OrderNumber.NONE, new AccessionNumber("A9", ""), "A9"),
                        Optional.of(new PatientIdentifier("P1", "")),
                        Optional.of(new StudyInstanceUid("2.25.9")),
                        Optional.empty(),
                        OrderDetails.NONE,
                        List.of(new ScheduledProcedureStep(
                                "S1",
                                modality,
                                "CT1",
                                LocalDateTime.of(2026, 1, 1, 8, 0),
                                CodedText.NONE,
                                "",
                                "",
                                OrderStatus.SCHEDULED)),
                        clock.instant()),
                new Provenance("TEST", "1", clock.instant()));
    }

    private Subscriber subscriber(String yaml) throws IOException {
        Files.writeString(home.resolve("routing/there.yaml"), yaml);
        return new RoutingSubscribers(
                        new RoutingTable(home.resolve("routing"), clock),
                        new SourceRegistry(home.resolve("sources"), false, clock),
                        retrieve,
                        new StudyStates(index, index.rejections().rejected()),
                        index,
                        sent,
                        orders,
                        new LivingPatients(patients),
                        route,
                        "MUNIMENT",
                        ZoneId.of("UTC"))
                .subscribers()
                .get(0);
    }

    private static StudyChange stored(int study) {
        return new StudyChange(new Position(1, 1), new StudyInstanceUid("2.25." + study), ChangeKind.STORED);
    }

    private static Attributes prior(int study, String modality, String date, String patient) {
        Attributes prior = image(study, 1, 1, modality);
        prior.setString(Tag.StudyDate, VR.DA, date);
        prior.setString(Tag.PatientID, VR.LO, patient);
        return prior;
    }

    private static Attributes image(int study, int series, int instance, String modality) {
        Attributes image = new Attributes();
        image.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        image.setString(Tag.SOPInstanceUID, VR.UI, "2.25." + study + "." + series + "." + instance);
        image.setString(Tag.StudyDate, VR.DA, "20240229");
        image.setString(Tag.Modality, VR.CS, modality);
        image.setString(Tag.PatientID, VR.LO, "P" + study);
        image.setString(Tag.StudyInstanceUID, VR.UI, "2.25." + study);
        image.setString(Tag.SeriesInstanceUID, VR.UI, "2.25." + study + "." + series);
        image.setBytes(Tag.PixelData, VR.OW, new byte[512]);
        return image;
    }

    private void store(String source, Attributes image) throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        IngestRequest request = new IngestRequest(
                source,
                IngestPolicy.DEFAULT,
                image.getString(Tag.SOPClassUID),
                new SopInstanceUid(image.getString(Tag.SOPInstanceUID)),
                syntax.uid());
        ingest.ingest(request, new ByteArrayInputStream(DicomWriter.toBytes(image, syntax)));
    }

    private void storescp() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/storescp")), "dcmtk is not installed; ops/test.sh installs it");
        Process storescp = new ProcessBuilder(
                        "storescp", "-d", "-od", home.resolve("out").toString(), "-aet", "DEST", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("storescp.log").toFile())
                .start();
        open.add(() -> storescp.destroyForcibly().waitFor());
        Awaitility.await().ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
    }

    /** SOP Instance UIDs; storescp has written a file before it answers. */
    private Set<String> received() throws IOException {
        Set<String> uids = new TreeSet<>();
        for (Path file : files()) uids.add(DicomReader.readFile(file).dataSet().getString(Tag.SOPInstanceUID));
        return uids;
    }

    private void clearReceived() throws IOException {
        for (Path file : files()) Files.delete(file);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("out"))) {
            return files.toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
