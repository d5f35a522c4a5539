package org.muniment.web.rejection;

import org.muniment.core.find.FindService;
import org.muniment.core.metadata.SeriesMetadataService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.web.media.MediaWeb;
import org.muniment.web.metadata.MetadataWeb;
import org.muniment.web.parameter.ParameterWeb;
import org.muniment.web.problem.OfflineAnswer;
import org.muniment.web.problem.ProblemMapper;
import org.muniment.web.qido.QidoWeb;
import org.muniment.web.recall.RetrievalWeb;
import org.muniment.web.rendered.RenderedWeb;
import org.muniment.web.wado.WadoWeb;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * The same resources as of the archive, over what is held back: a context below the archive's own, in which the services that read are
 * others. So no resource has to know of visibility, and none can mistake it.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@Import({
    MediaWeb.class,
    MetadataWeb.class,
    ParameterWeb.class,
    QidoWeb.class,
    RenderedWeb.class,
    RetrievalWeb.class,
    WadoWeb.class
})
class RejectedView {

    @Bean
    @Primary // before the archive's own; without it the context fails to start
    FindService rejectedFindService(RejectedArchive rejected) {
        return rejected.find();
    }

    @Bean
    @Primary
    RetrieveService rejectedRetrieveService(RejectedArchive rejected) {
        return rejected.retrieve();
    }

    @Bean
    @Primary
    SeriesMetadataService rejectedMetadataService(RejectedArchive rejected) {
        return rejected.metadata();
    }

    @Bean
    ProblemMapper rejectedProblemMapper(OfflineAnswer offline) {
        return new ProblemMapper(offline);
    }
}
