package org.muniment.server;

import java.nio.file.Path;
import org.muniment.cassandra.CassandraLibrary;
import org.muniment.cassandra.CassandraSupervisor;
import org.muniment.cassandra.EmbeddedCassandraConfig;
import org.muniment.server.config.IndexSettings;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cassandra, our own or a cluster, and the index on it. */
@Configuration(proxyBeanMethods = false)
class IndexWiring {
    @Bean
    CassandraSupervisor cassandra(MunimentConfig config) {
        IndexSettings.Embedded embedded = config.index().embedded();
        Path home = config.server().home().resolve("cassandra");
        return CassandraSupervisor.start(new EmbeddedCassandraConfig(
                home,
                embedded.nativePort(),
                embedded.heapMegabytes(),
                CassandraLibrary.locate(),
                embedded.startTimeout(),
                embedded.stopTimeout()));
    }
}
