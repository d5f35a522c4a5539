package org.muniment.server.wiring;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.muniment.cassandra.CassandraLibrary;
import org.muniment.cassandra.CassandraSupervisor;
import org.muniment.cassandra.EmbeddedCassandraConfig;
import org.muniment.index.cassandra.CassandraIndexConfig;
import org.muniment.index.cassandra.CassandraIndexConfig.Cluster;
import org.muniment.index.cassandra.CassandraIndexConfig.Credentials;
import org.muniment.index.cassandra.CassandraIndexConfig.Keyspace;
import org.muniment.index.cassandra.CassandraIndexConfig.Requests;
import org.muniment.server.config.IndexSettings;
import org.muniment.server.config.MunimentConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Cassandra that the index is on: our own node, which lives as long as this, or a cluster somebody else runs.
 *
 * @param node null where the cluster is not ours
 */
record CassandraBackend(CassandraIndexConfig index, CassandraSupervisor node) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CassandraBackend.class);
    private static final int PAGE_SIZE = Requests.DEFAULTS.pageSize();

    static CassandraBackend start(MunimentConfig config) {
        LOG.info("Index backend: {}", config.index().backend());
        return switch (config.index().backend()) {
            case EMBEDDED -> embedded(config);
            case EXTERNAL -> external(config.index());
        };
    }

    private static CassandraBackend embedded(MunimentConfig config) {
        IndexSettings.Embedded settings = config.index().embedded();
        CassandraSupervisor node = CassandraSupervisor.start(new EmbeddedCassandraConfig(
                config.server().home().resolve("cassandra"),
                settings.nativePort(),
                settings.heapMegabytes(),
                CassandraLibrary.locate(),
                settings.startTimeout(),
                settings.stopTimeout()));
        Cluster cluster = new Cluster(List.of(node.contactPoint()), node.localDatacenter(), null);
        return new CassandraBackend(index(cluster, 1, config.index()), node);
    }

    private static CassandraBackend external(IndexSettings settings) {
        IndexSettings.External external = settings.external();
        Credentials credentials =
                external.username().isEmpty() ? null : new Credentials(external.username(), external.password());
        List<InetSocketAddress> nodes =
                external.contactPoints().stream().map(CassandraBackend::address).toList();
        Cluster cluster = new Cluster(nodes, external.datacenter(), credentials);
        return new CassandraBackend(index(cluster, external.replicationFactor(), settings), null);
    }

    private static CassandraIndexConfig index(Cluster cluster, int copies, IndexSettings settings) {
        return new CassandraIndexConfig(
                cluster,
                new Keyspace(settings.keyspace(), Map.of(cluster.localDatacenter(), copies)),
                new Requests(settings.consistency(), settings.requestTimeout(), PAGE_SIZE));
    }

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    @Override
    public void close() {
        if (node != null) node.close();
    }
}
