package org.muniment.server.wiring;

import org.muniment.server.config.MunimentConfig;
import org.muniment.web.viewer.ViewerFiles;
import org.muniment.web.viewer.ViewerWeb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** OHIF, where it is installed. */
@Configuration(proxyBeanMethods = false)
@Import(ViewerWeb.class)
class ViewerWiring {

    private static final Logger log = LoggerFactory.getLogger(ViewerWiring.class);

    @Bean
    ViewerFiles viewerFiles(MunimentConfig config) {
        ViewerFiles files = new ViewerFiles(config.viewer().path());
        if (!files.arePrepared())
            log.warn("No viewer in {}: see ops/viewer", config.viewer().path());
        return files;
    }
}
