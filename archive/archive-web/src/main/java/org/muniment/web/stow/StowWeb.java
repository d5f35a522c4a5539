package org.muniment.web.stow;

import org.muniment.core.ingest.IngestService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** STOW-RS. Needs {@link UploadPolicies} and a {@link Spool} as beans. */
@Configuration(proxyBeanMethods = false)
public class StowWeb {
    @Bean
    StowController stowController(IngestService ingest, UploadPolicies policies, Spool spool) {
        return new StowController(ingest, policies, spool);
    }
}
