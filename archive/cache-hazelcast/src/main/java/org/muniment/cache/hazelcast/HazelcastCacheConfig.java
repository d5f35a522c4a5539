package org.muniment.cache.hazelcast;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How the nodes of one archive share their cache.
 *
 * @param clusterName members of another name are not joined
 * @param bindAddress the one address listened on
 * @param port listened on; 0 for any free one
 * @param members addresses of all nodes, {@code host:port}; empty for a node by itself. There is no other way of discovery
 * @param maxEntries series remembered by each node, about 400 bytes each; the least recently used are dropped
 * @param metadataMegabytes memory each node gives to metadata objects; the least recently used are dropped
 * @param timeout how long the cache may take to answer before it counts as having none
 */
public record HazelcastCacheConfig(
        String clusterName,
        String bindAddress,
        int port,
        List<String> members,
        int maxEntries,
        int metadataMegabytes,
        Duration timeout) {

    /** A node by itself that listens on the loopback interface only. */
    public static final HazelcastCacheConfig STANDALONE =
            new HazelcastCacheConfig("muniment", "127.0.0.1", 0, List.of(), 50_000, 64, Duration.ofMillis(200));

    public HazelcastCacheConfig {
        Objects.requireNonNull(clusterName);
        Objects.requireNonNull(bindAddress);
        members = List.copyOf(members);
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port " + port);
        if (maxEntries < 1) throw new IllegalArgumentException("max entries " + maxEntries);
        if (metadataMegabytes < 1) throw new IllegalArgumentException("metadata megabytes " + metadataMegabytes);
        if (timeout.isNegative() || timeout.isZero()) throw new IllegalArgumentException("timeout " + timeout);
    }
}
