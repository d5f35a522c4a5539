package org.muniment.routes.dimse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.commitment.MemoryCommitmentRegister;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.order.MemoryAppointmentIndex;
import org.muniment.archive.order.MemoryOrderIndex;
import org.muniment.archive.order.MemoryPerformedStepIndex;
import org.muniment.camel.dicom.DicomListener;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.commitment.CommitmentCheck;
import org.muniment.core.commitment.CommitmentConfig;
import org.muniment.core.commitment.StorageCommitment;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.find.FindConfig;
import org.muniment.core.find.FindService;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.order.OrderIndexes;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PerformedProcedureSteps;
import org.muniment.core.order.WorklistService;
import org.muniment.core.patient.LivingPatients;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.Rejections;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.ServerConfig;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.routes.association.SourceAssociationPolicy;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.commitment.CommitmentReports;
import org.muniment.routes.commitment.CommitmentRoute;
import org.muniment.routes.mpps.MppsRoute;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;

/** The archive behind its real routes on a loopback port: files in a directory, the index in memory. */
final class TestArchive implements AutoCloseable {

    static final String AET = "MUNIMENT";

    private static final CommitmentConfig SOON = new CommitmentConfig(
            Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofDays(1), 1000);

    final Path home;
    final DicomListener listener;
    final StorageCommitment commitment;
    final MemoryOrderIndex orders = new MemoryOrderIndex();
    private final FileObjectStore store;
    private final Workers workers = new Workers(4, 64);
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private TestArchive(Path home, StudyIndex reader, MemoryStudyIndex index) throws Exception {
        this.home = home;
        this.store = new FileObjectStore(new FileStoreConfig("hot", Files.createDirectories(home.resolve("hot")), 0));
        SourceRegistry sources = new SourceRegistry(sources(home), false, Clock.systemUTC());
        AuditTrail audit = new AuditTrail();
        Transcoder transcoder = new Transcoder(Codecs.installed(), home, new FrameMemory(64 << 20));
        DimseStatusMapper statuses = new DimseStatusMapper();
        this.listener = new DicomListener(
                ServerConfig.defaults().withBind("127.0.0.1", 0),
                new SourceAssociationPolicy(AET, false, sources),
                List.of(audit),
                Duration.ofSeconds(5));
        MemorySeriesCache cache = new MemorySeriesCache();
        MemoryChangeFeed feed = new MemoryChangeFeed();
        StudyChanges changes = new StudyChanges(feed, feed, "node", Clock.systemUTC());
        Rejections rejections = new Rejections(reader, index.rejections(), cache, RejectionListener.NONE, changes);
        Patients patients = new Patients(index.patients(), Clock.systemUTC());
        IngestService ingest = new IngestService(
                store,
                new ArchiveIndex(reader, index, new MemoryDerivedIndex(index), rejections, patients, cache, changes),
                workers,
                IngestConfig.DEFAULT,
                IngestListener.NONE,
                Clock.systemUTC());
        RetrieveService retrieve = new RetrieveService(reader, ObjectStores.of(store), transcoder);

        camel.getRegistry().bind("dicomListener", listener);
        camel.getRegistry().bind("dimseStatusMapper", statuses);
        camel.addRoutes(new EchoRoute(sources, audit));
        camel.addRoutes(new StoreRoute(ingest, sources, audit, statuses));
        camel.addRoutes(new FindRoute(new FindService(reader, new FindConfig(AET)), sources, audit));
        camel.addRoutes(new WorklistRoute(
                new WorklistService(orders, new LivingPatients(patients), new FindConfig(AET), Clock.systemUTC()),
                sources));
        camel.addRoutes(new MoveRoute(new Retrievals(retrieve), sources, audit));
        camel.addRoutes(new GetRoute(new Retrievals(retrieve), sources, audit));
        CommitmentReports reports = new CommitmentReports(sources, Duration.ofSeconds(20));
        commitment = new StorageCommitment(
                new MemoryCommitmentRegister(),
                new CommitmentCheck(reader, ObjectStores.of(store)),
                reports,
                SOON,
                Clock.systemUTC());
        camel.addRoutes(new CommitmentRoute(commitment, reports, sources, audit, Clock.systemUTC()));
        OrderIndexes indexes = new OrderIndexes(orders, new MemoryAppointmentIndex(), new MemoryPerformedStepIndex());
        OrderService orderService =
                new OrderService(indexes, reader, new LivingPatients(patients), changes, Clock.systemUTC());
        camel.addRoutes(new MppsRoute(
                new PerformedProcedureSteps(indexes.performed(), orderService, Clock.systemUTC()), sources, audit));
        camel.start();
    }

    static TestArchive start(Path home) throws Exception {
        MemoryStudyIndex index = new MemoryStudyIndex();
        return new TestArchive(home, index, index);
    }

    /** With another view of the index for all that reads. */
    static TestArchive start(Path home, StudyIndex reader) throws Exception {
        return new TestArchive(home, reader, new MemoryStudyIndex());
    }

    /** Writes the file of a source. */
    static void source(Path home, String aeTitle, String... lines) throws IOException {
        Files.writeString(
                sources(home).resolve(aeTitle + ".yaml"),
                "name: the " + aeTitle + "\naeTitle: " + aeTitle + "\n" + String.join("\n", lines) + "\n");
    }

    private static Path sources(Path home) throws IOException {
        return Files.createDirectories(home.resolve("sources"));
    }

    int port() {
        return listener.port();
    }

    AssociateOptions as(String callingAet) {
        return AssociateOptions.to(new Destination(AET, "127.0.0.1", port()), callingAet)
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @Override
    public void close() throws IOException {
        camel.stop();
        commitment.close();
        workers.close();
        store.close();
    }
}
