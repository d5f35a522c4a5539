package org.muniment.web.recall;

import org.muniment.core.retrieve.RetrieveService;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.core.tier.Recalls;
import org.muniment.core.tier.StudyAccesses;
import org.muniment.web.problem.OfflineAnswer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What retrievals do about offline tiers. */
@Configuration(proxyBeanMethods = false)
public class RetrievalWeb {

    @Bean
    OfflineAnswer offlineAnswer(Recalls recalls) {
        return new RecallRequests(recalls);
    }

    @Bean
    WebMvcConfigurer retrievalInterceptors(RetrieveService retrieve, OfflineInstances offline, StudyAccesses accesses) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RetrievalInterceptor(retrieve, offline, accesses))
                        .addPathPatterns(Retrieval.PATHS);
            }
        };
    }
}
