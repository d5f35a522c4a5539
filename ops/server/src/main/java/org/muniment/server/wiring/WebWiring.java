package org.muniment.server.wiring;

import java.util.Optional;
import org.muniment.core.ObjectStores;
import org.muniment.core.coerce.Coercer;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.coerce.CoercionPreview;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.tier.TieredStore;
import org.muniment.routes.source.CoercionReader;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.MunimentConfig;
import org.muniment.web.ArchiveWeb;
import org.muniment.web.coercion.SourceRules;
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
    CoercionPreview coercionPreview(TieredStore store, Coercer coercer) {
        return new CoercionPreview(ObjectStores.of(store), coercer);
    }

    @Bean
    SourceRules sourceRules(SourceRegistry sources) {
        return new SourceRules() {
            @Override
            public Optional<Known> source(String name) {
                return sources.sources().stream()
                        .filter(source ->
                                source.name().equals(name) || source.aeTitles().contains(name))
                        .findFirst()
                        .map(source -> new Known(source.aeTitles(), source.coercion()));
            }

            @Override
            public Coercion parse(String yaml) {
                return CoercionReader.parse(yaml);
            }
        };
    }

    @Bean
    Spool spool(MunimentConfig config) {
        return new Spool(
                config.server().home().resolve("spool"),
                config.web().spoolLimit().toBytes(),
                config.ingest().busyTimeout());
    }
}
