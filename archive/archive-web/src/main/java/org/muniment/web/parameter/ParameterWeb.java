package org.muniment.web.parameter;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controllers ask for the {@link QueryParameters} of a request by having a parameter of that type. */
@Configuration(proxyBeanMethods = false)
public class ParameterWeb {
    @Bean
    WebMvcConfigurer parametersOfRequests() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new QueryParametersResolver());
            }
        };
    }
}
