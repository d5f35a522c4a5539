package org.muniment.web.qido;

import org.muniment.core.find.FindService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** QIDO-RS. Needs a {@link QidoConfig}. */
@Configuration(proxyBeanMethods = false)
public class QidoWeb {
    @Bean
    SearchController searchController(FindService find, QidoConfig config) {
        return new SearchController(new SearchTransaction(find, config));
    }
}
