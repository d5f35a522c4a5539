package org.muniment.server.wiring;

import org.muniment.core.ingest.IngestPolicy;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.MunimentConfig;
import org.muniment.web.ArchiveWeb;
import org.muniment.web.qido.QidoConfig;
import org.muniment.web.stow.Spool;
import org.muniment.web.stow.UploadPolicies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** DICOMweb and the archive's own REST API. */
@Configuration(proxyBeanMethods = false)
@Import(ArchiveWeb.class)
class WebWiring {
    @Bean
    QidoConfig qidoConfig(MunimentConfig config) {
        return new QidoConfig(config.query().maxResults());
    }

    /** A user named like a source's AE title stores by the rules of that source. */
    @Bean
    UploadPolicies uploadPolicies(SourceRegistry sources) {
        return user -> sources.sources().stream()
                .filter(source -> source.aeTitles().contains(user))
                .findFirst()
                .map(Source::ingestPolicy)
                .orElse(IngestPolicy.DEFAULT);
    }

    @Bean
    Spool spool(MunimentConfig config) {
        return new Spool(
                config.server().home().resolve("spool"),
                config.web().spoolLimit().toBytes(),
                config.ingest().busyTimeout());
    }
}
