package org.muniment.server;

import org.muniment.server.config.MunimentConfig;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** What the server consists of; nothing is found by scanning. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(MunimentConfig.class)
@Import({HttpWiring.class, IndexWiring.class, ReadyLine.class})
class ServerApplication {}
