package org.muniment.web.viewer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The viewer at {@code /viewer}. Needs {@link ViewerFiles} as a bean. */
@Configuration(proxyBeanMethods = false)
public class ViewerWeb {

    @Bean
    ViewerController viewerController(ViewerFiles files) {
        return new ViewerController(files);
    }

    @Bean
    WebMvcConfigurer viewerResources(ViewerFiles files) {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                files.register(registry);
            }
        };
    }
}
