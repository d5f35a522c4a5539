package org.muniment.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.muniment.camel.dicom.DicomListener;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.server.config.MunimentConfig;
import org.muniment.server.health.DicomHealth;
import org.muniment.server.health.IndexHealth;
import org.muniment.server.health.StoreHealth;
import org.muniment.server.metrics.DicomMetrics;
import org.muniment.server.metrics.IngestMetrics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators see: health and metrics. */
@Configuration(proxyBeanMethods = false)
class OperationsWiring {
    @Bean
    IndexHealth index(CassandraStudyIndex index) {
        return new IndexHealth(index);
    }

    @Bean
    StoreHealth store(MunimentConfig config) {
        Path root = config.server().home().resolve(config.store().path());
        return new StoreHealth(root, config.store().reserve().toBytes());
    }

    @Bean
    DicomHealth dicom(DicomListener listener) {
        return new DicomHealth(listener);
    }

    @Bean
    DicomMetrics dicomMetrics(MeterRegistry registry) {
        return new DicomMetrics(registry);
    }

    @Bean
    IngestMetrics ingestMetrics(MeterRegistry registry) {
        return new IngestMetrics(registry);
    }
}
