package org.muniment.server.wiring;

import java.net.InetAddress;
import org.muniment.server.config.MunimentConfig;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP listener. It knows no identities yet, so it stays on the loopback interface. */
@Configuration(proxyBeanMethods = false)
class HttpWiring {
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> listenOnLoopback(MunimentConfig config) {
        return factory -> {
            factory.setAddress(InetAddress.getLoopbackAddress());
            factory.setPort(config.server().httpPort());
        };
    }
}
