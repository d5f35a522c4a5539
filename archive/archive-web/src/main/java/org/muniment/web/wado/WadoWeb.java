package org.muniment.web.wado;

import org.muniment.core.pixel.PixelService;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** WADO-RS. */
@Configuration(proxyBeanMethods = false)
public class WadoWeb {

    @Bean
    InstanceForms instanceForms(RetrieveService retrieve, FrameService frames) {
        return new InstanceForms(retrieve, frames);
    }

    @Bean
    InstanceRetrieval instanceRetrieval(RetrieveService retrieve, InstanceForms forms) {
        return new InstanceRetrieval(retrieve, forms);
    }

    @Bean
    InstancesController instancesController(InstanceRetrieval retrieval) {
        return new InstancesController(retrieval);
    }

    @Bean
    FrameRetrieval frameRetrieval(RetrieveService retrieve, FrameService frames, PixelService pixels) {
        return new FrameRetrieval(new ArchivedInstances(retrieve), frames, pixels);
    }

    @Bean
    FramesController framesController(FrameRetrieval retrieval) {
        return new FramesController(retrieval);
    }

    @Bean
    BulkDataController bulkDataController(
            RetrieveService retrieve,
            BulkDataService values,
            FrameService frames,
            PixelService pixels,
            FrameRetrieval frameRetrieval) {
        return new BulkDataController(
                new BulkDataRetrieval(new ArchivedInstances(retrieve), values, frames, pixels, frameRetrieval));
    }
}
