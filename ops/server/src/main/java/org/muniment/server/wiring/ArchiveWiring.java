package org.muniment.server.wiring;

import java.nio.file.Path;
import java.time.Clock;
import org.muniment.archive.cache.SeriesCache;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.find.FindConfig;
import org.muniment.core.find.FindService;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.server.config.IngestSettings;
import org.muniment.server.config.MunimentConfig;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Index, store and the use cases on them. Spring closes them in the reverse order: use cases, store and index, Cassandra. */
@Configuration(proxyBeanMethods = false)
class ArchiveWiring {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CassandraBackend cassandraBackend(MunimentConfig config) {
        return CassandraBackend.start(config);
    }

    @Bean
    CassandraStudyIndex studyIndex(CassandraBackend backend) {
        return CassandraStudyIndex.open(backend.index());
    }

    @Bean
    FileObjectStore objectStore(MunimentConfig config, Clock clock) {
        Path root = config.server().home().resolve(config.store().path());
        FileObjectStore store = new FileObjectStore(
                new FileStoreConfig("hot", root, config.store().reserve().toBytes()), clock);
        store.discardUnfinished();
        return store;
    }

    @Bean
    Workers workers(MunimentConfig config) {
        return new Workers(config.ingest().indexThreads(), config.ingest().indexQueue());
    }

    @Bean
    SeriesCache seriesCache(MunimentConfig config) {
        return new NoSeriesCache();
    }

    @Bean
    ArchiveIndex archiveIndex(CassandraStudyIndex index, SeriesCache cache) {
        return new ArchiveIndex(index, index, cache);
    }

    @Bean
    IngestService ingestService(
            FileObjectStore store,
            ArchiveIndex index,
            Workers workers,
            MunimentConfig config,
            IngestListener listener,
            Clock clock) {
        IngestSettings settings = config.ingest();
        return new IngestService(
                store,
                index,
                workers,
                new IngestConfig(
                        settings.busyTimeout(),
                        settings.indexTimeout(),
                        Math.toIntExact(settings.leadLimit().toBytes())),
                listener,
                clock);
    }

    @Bean
    FindService findService(CassandraStudyIndex index, MunimentConfig config) {
        return new FindService(
                index, new FindConfig(config.server().aet(), config.query().maxCandidates()));
    }

    @Bean
    RetrieveService retrieveService(CassandraStudyIndex index, FileObjectStore store) {
        return new RetrieveService(index, ObjectStores.of(store));
    }
}
