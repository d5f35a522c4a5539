package org.muniment.server;

import org.muniment.server.config.MunimentConfig;
import org.muniment.server.wiring.ServerWiring;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The Spring Boot application: its configuration, its wiring, and the line that says it is ready. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(MunimentConfig.class)
@Import({ServerWiring.class, ReadyLine.class})
class ServerApplication {}
