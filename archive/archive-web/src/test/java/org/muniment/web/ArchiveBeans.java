package org.muniment.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.MemoryAuditTrail;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.cache.MemoryMetadataCache;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.feed.MemorySubscribers;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.archive.lifecycle.MemoryJobRegister;
import org.muniment.archive.message.MemoryMessageJournal;
import org.muniment.archive.order.MemoryAppointmentIndex;
import org.muniment.archive.order.MemoryOrderIndex;
import org.muniment.archive.order.MemoryPerformedStepIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.audit.AuditExport;
import org.muniment.core.coerce.Action;
import org.muniment.core.coerce.AttributePath;
import org.muniment.core.coerce.Coercer;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.coerce.CoercionPreview;
import org.muniment.core.coerce.CoercionRule;
import org.muniment.core.coerce.Condition;
import org.muniment.core.coerce.Reason;
import org.muniment.core.feed.DeliveryListener;
import org.muniment.core.feed.FeedConfig;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.SubscriberEngine;
import org.muniment.core.feed.SubscriberService;
import org.muniment.core.find.FindConfig;
import org.muniment.core.find.FindService;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.message.MessageService;
import org.muniment.core.metadata.SeriesMetadataService;
import org.muniment.core.order.OrderIndexes;
import org.muniment.core.order.OrderService;
import org.muniment.core.patient.LivingPatients;
import org.muniment.core.patient.PatientListener;
import org.muniment.core.patient.PatientService;
import org.muniment.core.patient.Patients;
import org.muniment.core.patient.WorkItemService;
import org.muniment.core.pixel.PixelService;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.reject.Rejections;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.lifecycle.engine.forecast.ForecastService;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.version.PolicyBook;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;
import org.muniment.web.coercion.SourceRules;
import org.muniment.web.qido.QidoConfig;
import org.muniment.web.rejection.RejectedArchive;
import org.muniment.web.stow.Spool;
import org.muniment.web.stow.UploadPolicies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What ops/server wires, with an index in memory in place of Cassandra. Needs the store's root as a bean. */
@Configuration(proxyBeanMethods = false)
class ArchiveBeans {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Of an archive without studies. */
    @Bean
    ForecastService forecastService(Clock clock) {
        PlacementPolicies placement = new PlacementPolicies(new PolicyBook<>(List.of(), List.of()));
        RetentionPolicies retention = new RetentionPolicies(new PolicyBook<>(List.of(), List.of()));
        PoliciesInForce policies = new PoliciesInForce() {
            @Override
            public PlacementPolicies placement() {
                return placement;
            }

            @Override
            public RetentionPolicies retention() {
                return retention;
            }
        };
        return new ForecastService(Stream::empty, null, policies, List::of, Map::of, clock);
    }

    @Bean
    JobService jobService() {
        Clock clock = Clock.systemUTC();
        return new JobService(new MemoryJobRegister(), new MemoryDueIndex(clock), clock);
    }

    @Bean
    AuditTrail auditTrail() {
        return new MemoryAuditTrail();
    }

    /** What was sealed, and nothing else. */
    @Bean
    AuditExport auditExport() {
        return new AuditExport() {
            @Override
            public String mediaType() {
                return "text/plain;charset=UTF-8";
            }

            @Override
            public String line(Sealed entry) {
                return entry.text();
            }
        };
    }

    @Bean
    FileObjectStore objectStore(Path root) {
        return new FileObjectStore(new FileStoreConfig("hot", root, 0));
    }

    @Bean
    ColdTier coldTier(FileObjectStore hot, Path root) {
        return new ColdTier(hot, root.resolve("cold"));
    }

    @Bean
    OfflineInstances offlineInstances(ColdTier cold) {
        return cold.offlineInstances();
    }

    @Bean
    ObjectStores objectStores(ColdTier cold) {
        return ObjectStores.of(cold.store());
    }

    @Bean
    MessageService messageService(Clock clock) {
        return new MessageService(new MemoryMessageJournal(), new EchoedMessages(), clock);
    }

    @Bean
    MemoryStudyIndex studyIndex() {
        return new MemoryStudyIndex();
    }

    @Bean
    Workers workers() {
        return new Workers(4, 16);
    }

    @Bean
    MemoryDerivedIndex derivedIndex(MemoryStudyIndex index) {
        return new MemoryDerivedIndex(index);
    }

    @Bean
    MemorySeriesCache seriesCache() {
        return new MemorySeriesCache();
    }

    @Bean
    MemoryChangeFeed changeFeed(Clock clock) {
        return new MemoryChangeFeed(clock);
    }

    @Bean
    StudyChanges studyChanges(MemoryChangeFeed feed, Clock clock) {
        return new StudyChanges(feed, feed, "node", clock);
    }

    @Bean
    MemorySubscribers subscriberStates() {
        return new MemorySubscribers();
    }

    @Bean
    SubscriberEngine subscriberEngine(
            MemoryChangeFeed feed, MemorySubscribers states, ObjectProvider<Subscriber> subscribers, Clock clock) {
        SubscriberEngine engine = new SubscriberEngine(
                feed, states, subscribers.stream().toList(), "node", FeedConfig.DEFAULT, DeliveryListener.NONE, clock);
        engine.start();
        return engine;
    }

    @Bean
    SubscriberService subscriberService(
            MemoryChangeFeed feed, MemorySubscribers states, SubscriberEngine engine, Clock clock) {
        return new SubscriberService(feed, states, engine, clock);
    }

    @Bean
    Rejections rejections(MemoryStudyIndex index, MemorySeriesCache cache, StudyChanges changes) {
        return new Rejections(index, index.rejections(), cache, RejectionListener.NONE, changes);
    }

    @Bean
    RejectionService rejectionService(ArchiveIndex index, ObjectStores stores, IngestService ingest, Clock clock) {
        return new RejectionService(index, stores, ingest, clock);
    }

    @Bean
    Patients patients(MemoryStudyIndex index, Clock clock) {
        return new Patients(index.patients(), clock);
    }

    @Bean
    PatientService patientService(ArchiveIndex index, Clock clock) {
        return new PatientService(index, PatientListener.NONE, clock);
    }

    @Bean
    OrderIndexes orderIndexes() {
        return new OrderIndexes(new MemoryOrderIndex(), new MemoryAppointmentIndex(), new MemoryPerformedStepIndex());
    }

    @Bean
    OrderService orderService(
            OrderIndexes indexes, MemoryStudyIndex studies, Patients patients, StudyChanges changes, Clock clock) {
        return new OrderService(indexes, studies, new LivingPatients(patients), changes, clock);
    }

    @Bean
    WorkItemService workItemService(PatientService patients, MemoryStudyIndex index) {
        return new WorkItemService(patients, index.patients().workItems(), PatientListener.NONE);
    }

    @Bean
    ArchiveIndex archiveIndex(
            MemoryStudyIndex index,
            MemoryDerivedIndex derived,
            Rejections rejections,
            Patients patients,
            MemorySeriesCache cache,
            StudyChanges changes) {
        return new ArchiveIndex(index, index, derived, rejections, patients, cache, changes);
    }

    @Bean
    IngestService ingestService(FileObjectStore store, ArchiveIndex index, Workers workers, Clock clock) {
        IngestConfig config = new IngestConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), 64 << 10);
        return new IngestService(store, index, workers, config, IngestListener.NONE, clock);
    }

    @Bean
    RejectedArchive rejectedArchive(
            ArchiveIndex index, FileObjectStore store, ObjectStores stores, Workers workers, Path root) {
        ArchiveIndex rejected = index.ofRejected();
        return new RejectedArchive(
                new FindService(rejected.reader(), new FindConfig("MUNIMENT")),
                new RetrieveService(
                        rejected.reader(), stores, new Transcoder(Codecs.installed(), root, FrameMemory.halfOfHeap())),
                new SeriesMetadataService(rejected, store, stores, new MemoryMetadataCache(), workers));
    }

    @Bean
    FindService findService(MemoryStudyIndex index, OfflineInstances offline) {
        return new FindService(index, new FindConfig("MUNIMENT"), offline::of);
    }

    /** Small, so that tests reach it. */
    @Bean
    QidoConfig qidoConfig() {
        return new QidoConfig(5);
    }

    @Bean
    SeriesMetadataService seriesMetadataService(
            ArchiveIndex index, FileObjectStore store, ObjectStores stores, Workers workers) {
        return new SeriesMetadataService(index, store, stores, new MemoryMetadataCache(), workers);
    }

    @Bean
    FrameService frameService(ObjectStores stores, MemoryDerivedIndex derived) {
        return new FrameService(stores, derived);
    }

    @Bean
    BulkDataService bulkDataService(ObjectStores stores, FrameService frames) {
        return new BulkDataService(stores, frames);
    }

    @Bean
    PixelService pixelService(ObjectStores stores, FrameService frames) {
        return new PixelService(stores, frames, Codecs.installed(), FrameMemory.halfOfHeap());
    }

    @Bean
    RetrieveService retrieveService(MemoryStudyIndex index, ObjectStores stores, Path root) {
        return new RetrieveService(index, stores, new Transcoder(Codecs.installed(), root, FrameMemory.halfOfHeap()));
    }

    @Bean
    UploadPolicies uploadPolicies() {
        return user -> IngestPolicy.DEFAULT;
    }

    @Bean
    CoercionPreview coercionPreview(ObjectStores stores, Clock clock) {
        return new CoercionPreview(stores, Coercer.withoutOrders(clock));
    }

    /** One source, whose rules in force give its instances a department; given ones are names for that. */
    @Bean
    SourceRules sourceRules() {
        return new SourceRules() {
            @Override
            public Optional<Known> source(String name) {
                return name.equals("CT") ? Optional.of(new Known(List.of("CT"), parse("in force"))) : Optional.empty();
            }

            @Override
            public Coercion parse(String department) {
                Action set =
                        new Action.Set(Map.of(AttributePath.of("InstitutionalDepartmentName"), List.of(department)));
                return new Coercion(
                        "", List.of(new CoercionRule("name it", Condition.ALWAYS, set, Reason.COERCE, false)));
            }
        };
    }

    @Bean
    Spool spool(Path root) {
        return new Spool(root.resolve("spool"), 64 << 20, Duration.ofSeconds(5));
    }
}
