package org.muniment.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.muniment.cache.hazelcast.HazelcastCacheConfig;
import org.muniment.cache.hazelcast.HazelcastSeriesCache;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.coerce.Coercer;
import org.muniment.core.coerce.RememberedOrders;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.find.FindConfig;
import org.muniment.core.find.FindService;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.metadata.MetadataRefresh;
import org.muniment.core.metadata.SeriesMetadataService;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.OrderedAttributes;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.patient.PatientService;
import org.muniment.core.patient.Patients;
import org.muniment.core.reconcile.ReconcileConfig;
import org.muniment.core.reconcile.Reconciler;
import org.muniment.core.reject.RejectionAudit;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.reject.Rejections;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.core.tier.TieredStore;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.CacheSettings;
import org.muniment.server.config.IngestSettings;
import org.muniment.server.config.MunimentConfig;
import org.muniment.server.config.ReconcileSettings;
import org.muniment.server.metrics.IngestMetrics;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;
import org.muniment.web.rejection.RejectedArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Cache, store, index and the use cases on them. Spring makes them in this order, so that what needs no Cassandra is done
 * while Cassandra starts, and closes a bean before those it was made from.
 */
@Configuration(proxyBeanMethods = false)
class ArchiveWiring {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveWiring.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    HazelcastSeriesCache seriesCache(MunimentConfig config) {
        CacheSettings settings = config.cache();
        return HazelcastSeriesCache.start(new HazelcastCacheConfig(
                settings.clusterName(),
                settings.bind(),
                settings.port(),
                settings.members(),
                settings.maxEntries(),
                Math.toIntExact(settings.metadataSize().toMegabytes()),
                settings.timeout()));
    }

    @Bean
    FileObjectStore objectStore(MunimentConfig config, NodeId node, Clock clock) {
        Path root = config.server().home().resolve(config.store().path());
        FileObjectStore store = new FileObjectStore(
                new FileStoreConfig("hot", root, config.store().reserve().toBytes(), node.sharing(config.store())),
                clock);
        store.discardUnfinished();
        return store;
    }

    @Bean
    CassandraBackend cassandraBackend(CassandraStart start) {
        return start.await();
    }

    @Bean
    CassandraStudyIndex studyIndex(CassandraBackend backend) {
        return CassandraStudyIndex.open(backend.index());
    }

    @Bean
    Workers workers(MunimentConfig config) {
        return new Workers(config.ingest().indexThreads(), config.ingest().indexQueue());
    }

    @Bean
    Rejections rejections(CassandraStudyIndex index, HazelcastSeriesCache cache, StudyChanges changes) {
        return new Rejections(index, index.rejections(), cache, new RejectionAudit(), changes);
    }

    @Bean
    ArchiveIndex archiveIndex(
            CassandraStudyIndex index,
            Rejections rejections,
            Patients patients,
            HazelcastSeriesCache cache,
            StudyChanges changes) {
        return new ArchiveIndex(index, index, index, rejections, patients, cache, changes);
    }

    /** What the last run left undone is completed before anybody can look. */
    @Bean
    RejectionService rejectionService(ArchiveIndex index, TieredStore store, IngestService ingest, Clock clock) {
        RejectionService service = new RejectionService(index, ObjectStores.of(store), ingest, clock);
        service.completeUnfinished().forEach(problem -> LOG.error("Not completed: {}", problem));
        return service;
    }

    @Bean
    Coercer coercer(MunimentConfig config, OrderService orders, PatientDirectory patients, Clock clock) {
        return new Coercer(
                config.server().aet(), new RememberedOrders(new OrderedAttributes(orders, patients), clock), clock);
    }

    @Bean
    IngestService ingestService(
            TieredStore store,
            ArchiveIndex index,
            Workers workers,
            MunimentConfig config,
            IngestMetrics metrics,
            MetadataRefresh metadata,
            Coercer coercer,
            Clock clock) {
        IngestSettings settings = config.ingest();
        return new IngestService(
                store,
                index,
                workers,
                new IngestConfig(
                        settings.busyTimeout(),
                        settings.indexTimeout(),
                        Math.toIntExact(settings.leadLimit().toBytes()),
                        config.server().home().resolve("spool"),
                        IngestConfig.SPOOL_LIMIT),
                IngestListener.both(metrics, metadata),
                coercer,
                clock);
    }

    @Bean
    Reconciler reconciler(
            TieredStore store,
            ArchiveIndex index,
            IngestService ingest,
            SourceRegistry sources,
            MunimentConfig config,
            Clock clock) {
        ReconcileSettings settings = config.reconcile();
        ReconcileConfig defaults = ReconcileConfig.DEFAULT;
        return new Reconciler(
                ObjectStores.of(store),
                index,
                ingest,
                aeTitle -> defaultIssuer(sources, aeTitle),
                new ReconcileConfig(
                        settings.grace(),
                        settings.quarantine(),
                        defaults.mostOrphans(),
                        defaults.unsuspicious(),
                        settings.digests(),
                        defaults.rewrite()),
                clock);
    }

    private static String defaultIssuer(SourceRegistry sources, String aeTitle) {
        return sources.sources().stream()
                .filter(source -> source.aeTitles().contains(aeTitle))
                .findFirst()
                .map(Source::defaultIssuerOfPatientId)
                .orElse("");
    }

    @Bean
    ReconcileSchedule reconcileSchedule(
            Reconciler reconciler, PatientService patients, MunimentConfig config, MeterRegistry registry) {
        return new ReconcileSchedule(reconciler, patients, config.reconcile(), registry);
    }

    @Bean
    FindService findService(CassandraStudyIndex index, OfflineInstances offline, MunimentConfig config) {
        return new FindService(index, findConfig(config), offline::of);
    }

    private static FindConfig findConfig(MunimentConfig config) {
        return new FindConfig(config.server().aet(), config.query().maxCandidates());
    }

    @Bean
    RetrieveService retrieveService(
            CassandraStudyIndex index, TieredStore store, Transcoder transcoder, Patients patients) {
        return new RetrieveService(index, ObjectStores.of(store), transcoder, patients::patch);
    }

    @Bean
    FrameService frameService(CassandraStudyIndex index, TieredStore store) {
        return new FrameService(ObjectStores.of(store), index);
    }

    @Bean
    BulkDataService bulkDataService(TieredStore store, FrameService frames) {
        return new BulkDataService(ObjectStores.of(store), frames);
    }

    @Bean
    SeriesMetadataService seriesMetadataService(
            ArchiveIndex index, TieredStore store, HazelcastSeriesCache cache, Workers workers) {
        return new SeriesMetadataService(index, store, ObjectStores.of(store), cache.metadata(), workers);
    }

    @Bean
    RejectedArchive rejectedArchive(
            ArchiveIndex index,
            TieredStore store,
            Transcoder transcoder,
            HazelcastSeriesCache cache,
            Workers workers,
            OfflineInstances offline,
            MunimentConfig config) {
        ArchiveIndex rejected = index.ofRejected();
        ObjectStores stores = ObjectStores.of(store);
        return new RejectedArchive(
                new FindService(rejected.reader(), findConfig(config), offline::of),
                new RetrieveService(rejected.reader(), stores, transcoder, index.patients()::patch),
                new SeriesMetadataService(rejected, store, stores, cache.metadata(), workers));
    }

    @Bean
    MetadataRefresh metadataRefresh(SeriesMetadataService metadata, MunimentConfig config, Clock clock) {
        return new MetadataRefresh(metadata, config.metadata().quiet(), clock);
    }
}
