package org.muniment.index.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which Cassandra holds the index, in which keyspace, and how it is asked. */
public record CassandraIndexConfig(Cluster cluster, Keyspace keyspace, Requests requests) {

    public CassandraIndexConfig {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(keyspace);
        Objects.requireNonNull(requests);
    }

    /** A single node without authentication, one copy of each row. */
    public static CassandraIndexConfig singleNode(InetSocketAddress node, String datacenter) {
        return new CassandraIndexConfig(
                new Cluster(List.of(node), datacenter, null),
                new Keyspace("muniment", Map.of(datacenter, 1)),
                Requests.DEFAULTS);
    }

    public CassandraIndexConfig withKeyspace(String name) {
        return new CassandraIndexConfig(cluster, new Keyspace(name, keyspace.replication), requests);
    }

    public CassandraIndexConfig withRequests(Requests changed) {
        return new CassandraIndexConfig(cluster, keyspace, changed);
    }

    /**
     * @param contactPoints nodes to learn the cluster's other nodes from
     * @param localDatacenter the only one whose nodes are asked
     * @param credentials null where the cluster asks for none
     */
    public record Cluster(List<InetSocketAddress> contactPoints, String localDatacenter, Credentials credentials) {
        public Cluster {
            contactPoints = List.copyOf(contactPoints);
            if (contactPoints.isEmpty()) throw new IllegalArgumentException("no contact points");
            if (localDatacenter.isBlank()) throw new IllegalArgumentException("no local datacenter");
        }
    }

    public record Credentials(String username, String password) {
        public Credentials {
            Objects.requireNonNull(username);
            Objects.requireNonNull(password);
        }

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /**
     * @param replication copies of each row by datacenter, used when the keyspace is created; one that is there keeps its own
     */
    public record Keyspace(String name, Map<String, Integer> replication) {
        public Keyspace {
            if (!name.matches("[a-z][a-z0-9_]{0,47}"))
                throw new IllegalArgumentException("not a keyspace name of lower-case letters, digits and _: " + name);
            replication = Map.copyOf(replication);
            replication.forEach((datacenter, copies) -> {
                if (copies < 1 || datacenter.contains("'"))
                    throw new IllegalArgumentException("not a replication: " + datacenter + " " + copies);
            });
        }
    }

    /**
     * @param consistency of reads and writes alike, so that what was acknowledged is read
     * @param timeout after which a statement has failed
     * @param pageSize rows fetched at once of a long answer
     */
    public record Requests(Consistency consistency, Duration timeout, int pageSize) {

        public static final Requests DEFAULTS = new Requests(Consistency.LOCAL_QUORUM, Duration.ofSeconds(10), 500);

        public Requests {
            Objects.requireNonNull(consistency);
            if (timeout.isNegative() || timeout.isZero()) throw new IllegalArgumentException("timeout " + timeout);
            if (pageSize < 1) throw new IllegalArgumentException("page size " + pageSize);
        }
    }

    /** Those by which a reader sees what a writer was told is durable. */
    public enum Consistency {
        LOCAL_QUORUM,
        QUORUM
    }
}
