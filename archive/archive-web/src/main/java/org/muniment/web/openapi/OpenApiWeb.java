package org.muniment.web.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the archive's own interface. */
@Configuration(proxyBeanMethods = false)
public class OpenApiWeb {
    @Bean
    OpenApiController openApiController() {
        return new OpenApiController();
    }
}
