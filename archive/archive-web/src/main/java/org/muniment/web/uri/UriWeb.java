package org.muniment.web.uri;

import org.muniment.core.retrieve.RetrieveService;
import org.muniment.web.rendered.RenderedRetrieval;
import org.muniment.web.wado.ArchivedInstances;
import org.muniment.web.wado.InstanceRetrieval;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** WADO-URI. */
@Configuration(proxyBeanMethods = false)
public class UriWeb {
    @Bean
    UriController uriController(
            RetrieveService retrieve, InstanceRetrieval retrieval, RenderedRetrieval renderedRetrieval) {
        return new UriController(new ArchivedInstances(retrieve), retrieval, renderedRetrieval);
    }
}
