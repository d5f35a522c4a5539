package org.muniment.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.core.tier.TieredStore;
import org.muniment.core.tier.Tiers;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.verify.ReaderReports;
import org.muniment.server.config.MunimentConfig;
import org.muniment.server.health.TierHealth;
import org.muniment.server.metrics.TierMetrics;
import org.muniment.server.tier.TierMarks;
import org.muniment.server.tier.TierStores;
import org.muniment.server.tier.TierUpkeep;
import org.muniment.server.tier.TierUsage;
import org.muniment.store.file.FileObjectStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tiers, and the one store readers see. */
@Configuration(proxyBeanMethods = false)
class TierWiring {

    @Bean
    TierMarks tierMarks(DocumentRegister documents) {
        return new TierMarks(documents);
    }

    @Bean
    TierStores tierStores(MunimentConfig config, FileObjectStore hot, NodeId node, TierMarks marks, Clock clock) {
        Path home = config.server().home();
        Path hotRoot = home.resolve(config.store().path());
        return new TierStores(config.tiers(), hot, hotRoot, node.sharing(config.store()), home, marks, clock);
    }

    @Bean
    Tiers tiers(TierStores stores) {
        stores.requireMarks();
        return stores.tiers();
    }

    @Bean
    CopyIndex copyIndex(CassandraStudyIndex index) {
        return index.copies();
    }

    @Bean
    ReaderReports readerReports(Tiers tiers, CopyIndex copies, JobService jobs, AuditTrail audit, Clock clock) {
        return new ReaderReports(tiers, copies, jobs, audit, clock);
    }

    @Bean
    TieredStore tieredStore(Tiers tiers, CopyIndex copies, ReaderReports reports) {
        return new TieredStore(tiers, copies, reports);
    }

    @Bean
    OfflineInstances offlineInstances(Tiers tiers, CopyIndex copies) {
        return new OfflineInstances(tiers, copies);
    }

    @Bean
    TierUsage tierUsage(TierStores stores, CopyIndex copies) {
        return new TierUsage(stores, copies);
    }

    @Bean
    TierUpkeep tierUpkeep(TierStores stores, TierUsage usage) {
        return new TierUpkeep(stores, usage);
    }

    @Bean
    TierHealth tier(TierStores stores, TierUsage usage) {
        return new TierHealth(stores, usage);
    }

    @Bean
    TierMetrics tierMetrics(MeterRegistry registry, TierUsage usage) {
        return new TierMetrics(registry, usage);
    }
}
