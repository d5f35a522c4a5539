package org.muniment.server.wiring;

import java.time.Clock;
import org.muniment.core.ObjectStores;
import org.muniment.core.commitment.CommitmentCheck;
import org.muniment.core.commitment.CommitmentConfig;
import org.muniment.core.commitment.StorageCommitment;
import org.muniment.core.tier.TieredStore;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.commitment.CommitmentReports;
import org.muniment.routes.commitment.CommitmentRoute;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.CommitmentSettings;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Storage commitment: requests in, results out. */
@Configuration(proxyBeanMethods = false)
class CommitmentWiring {

    @Bean
    CommitmentReports commitmentReports(SourceRegistry sources, MunimentConfig config) {
        return new CommitmentReports(sources, config.dicom().dimseTimeout());
    }

    /** What the last run accepted and did not deliver is taken up at once. */
    @Bean
    StorageCommitment storageCommitment(
            CassandraStudyIndex index,
            TieredStore store,
            CommitmentReports reports,
            MunimentConfig config,
            Clock clock) {
        CommitmentSettings settings = config.commitment();
        StorageCommitment commitment = new StorageCommitment(
                index.commitments(),
                new CommitmentCheck(index, ObjectStores.of(store)),
                reports,
                new CommitmentConfig(
                        settings.reportAfter(),
                        settings.retryFirst(),
                        settings.retryMost(),
                        settings.giveUpAfter(),
                        settings.mostPending()),
                clock);
        commitment.resume();
        return commitment;
    }

    @Bean
    CommitmentRoute commitmentRoute(
            StorageCommitment commitment,
            CommitmentReports reports,
            SourceRegistry sources,
            AuditTrail audit,
            Clock clock) {
        return new CommitmentRoute(commitment, reports, sources, audit, clock);
    }
}
