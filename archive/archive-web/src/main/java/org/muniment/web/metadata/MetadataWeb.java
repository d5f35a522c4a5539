package org.muniment.web.metadata;

import org.muniment.core.metadata.SeriesMetadataService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Metadata of studies, series and instances. */
@Configuration(proxyBeanMethods = false)
public class MetadataWeb {
    @Bean
    MetadataController metadataController(SeriesMetadataService metadata) {
        return new MetadataController(metadata);
    }
}
