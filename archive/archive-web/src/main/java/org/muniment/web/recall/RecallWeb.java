package org.muniment.web.recall;

import org.muniment.core.ArchiveIndex;
import org.muniment.core.tier.Recalls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Recalls, and what retrievals do about offline tiers. */
@Configuration(proxyBeanMethods = false)
@Import(RetrievalWeb.class)
public class RecallWeb {

    @Bean
    RecallController recallController(Recalls recalls, ArchiveIndex index) {
        return new RecallController(recalls, index);
    }
}
