package org.muniment.server.wiring;

import org.muniment.server.config.MunimentConfig;
import org.muniment.web.ArchiveWeb;
import org.muniment.web.qido.QidoConfig;
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
}
