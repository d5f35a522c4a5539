package org.muniment.web.rendered;

import org.muniment.core.pixel.PixelService;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.web.wado.ArchivedInstances;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rendered resources and thumbnails. */
@Configuration(proxyBeanMethods = false)
public class RenderedWeb {
    @Bean
    RenderedRetrieval renderedRetrieval(
            RetrieveService retrieve, FrameService frames, PixelService pixels, BulkDataService bulkData) {
        return new RenderedRetrieval(new ArchivedInstances(retrieve), frames, pixels, bulkData);
    }

    @Bean
    RenderedController renderedController(RenderedRetrieval retrieval) {
        return new RenderedController(retrieval);
    }
}
