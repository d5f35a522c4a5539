package org.muniment.web.coercion;

import org.muniment.core.coerce.CoercionPreview;
import org.muniment.core.find.FindService;
import org.muniment.core.retrieve.RetrieveService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Previews of coercion rules. Needs {@link SourceRules} as a bean. */
@Configuration(proxyBeanMethods = false)
public class CoercionWeb {

    @Bean
    CoercionController coercionController(
            SourceRules sources, FindService find, RetrieveService retrieve, CoercionPreview preview) {
        return new CoercionController(sources, find, retrieve, preview);
    }
}
