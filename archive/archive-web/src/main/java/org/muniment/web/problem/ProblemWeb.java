package org.muniment.web.problem;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whatever goes wrong is told as {@code application/problem+json} (RFC 9457), wherever in the server it is found out. */
@Configuration(proxyBeanMethods = false)
public class ProblemWeb {
    /** What controllers throw, and requests no controller wants. */
    @Bean
    ProblemMapper problemMapper(OfflineAnswer offline) {
        return new ProblemMapper(offline);
    }

    /** What filters refuse. */
    @Bean
    ProblemController problemController() {
        return new ProblemController();
    }

    /** What is no request at all, so that Tomcat answers itself. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof org.apache.catalina.core.StandardHost host)
                host.setErrorReportValveClass(ProblemValve.class.getName());
        });
    }
}
