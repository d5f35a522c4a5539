package org.muniment.cache.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/** How a Hazelcast member is set up: nothing but the maps, on one address, telling nobody. */
final class MemberSettings {

    static final String SERIES = "series";
    static final String METADATA = "metadata";

    /**
     * Few: a put makes room only in its own partition, so a partition's last entry stays however full the node is. The larger the share of one
     * partition, the less may stay so.
     */
    private static final String PARTITIONS = "31";

    private MemberSettings() {}

    static HazelcastInstance start(HazelcastCacheConfig config) {
        return Hazelcast.newHazelcastInstance(of(config));
    }

    private static Config of(HazelcastCacheConfig config) {
        Config member = new Config();
        member.setClusterName(config.clusterName());
        member.setProperty("hazelcast.logging.type", "slf4j");
        member.setProperty("hazelcast.phone.home.enabled", "false");
        member.setProperty("hazelcast.socket.bind.any", "false");
        member.setProperty("hazelcast.shutdownhook.enabled", "false"); // the server closes it, in its order
        member.setProperty("hazelcast.wait.seconds.before.join", "0");
        member.setProperty("hazelcast.partition.count", PARTITIONS);
        member.getMetricsConfig().setEnabled(false);
        member.getJetConfig().setEnabled(false);
        network(config, member.getNetworkConfig());
        member.addMapConfig(seriesMap(config));
        member.addMapConfig(metadataMap(config));
        return member;
    }

    private static void network(HazelcastCacheConfig config, NetworkConfig network) {
        network.setPort(config.port()).setPortAutoIncrement(false).setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(config.bindAddress());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(!config.members().isEmpty()).setMembers(config.members());
    }

    private static MapConfig seriesMap(HazelcastCacheConfig config) {
        return new MapConfig(SERIES)
                .setBackupCount(0) // what is lost is written again
                .setEvictionConfig(new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                        .setSize(config.maxEntries()));
    }

    private static MapConfig metadataMap(HazelcastCacheConfig config) {
        return new MapConfig(METADATA)
                .setBackupCount(0) // what is lost is read again
                .setEvictionConfig(new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.USED_HEAP_SIZE)
                        .setSize(config.metadataMegabytes()));
    }
}
