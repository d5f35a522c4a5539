package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muniment.index.cassandra.CassandraIndexConfig.Cluster;
import org.muniment.index.cassandra.CassandraIndexConfig.Consistency;
import org.muniment.index.cassandra.CassandraIndexConfig.Credentials;
import org.muniment.index.cassandra.CassandraIndexConfig.Keyspace;
import org.muniment.index.cassandra.CassandraIndexConfig.Requests;

class CassandraIndexConfigTest {

    private static final InetSocketAddress NODE = InetSocketAddress.createUnresolved("node", 9042);

    @Test
    void shouldKeepOneCopyOnASingleNode() {
        CassandraIndexConfig config = CassandraIndexConfig.singleNode(NODE, "dc1");

        assertThat(config.keyspace()).isEqualTo(new Keyspace("muniment", Map.of("dc1", 1)));
        assertThat(config.requests().consistency()).isEqualTo(Consistency.LOCAL_QUORUM);
    }

    @Test
    void shouldRefuseNamesThatCouldEndAStatement() {
        for (String name : List.of("a; DROP", "A", "1a", "", "a".repeat(49)))
            assertThatThrownBy(() -> new Keyspace(name, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Keyspace("a", Map.of("dc'", 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseNonsense() {
        assertThatThrownBy(() -> new Keyspace("a", Map.of("dc", 0))).hasMessageContaining("0");
        assertThatThrownBy(() -> new Cluster(List.of(), "dc", null)).hasMessageContaining("contact points");
        assertThatThrownBy(() -> new Cluster(List.of(NODE), " ", null)).hasMessageContaining("datacenter");
        assertThatThrownBy(() -> new Requests(Consistency.QUORUM, Duration.ZERO, 1))
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> new Requests(Consistency.QUORUM, Duration.ofSeconds(1), 0))
                .hasMessageContaining("page size");
    }

    @Test
    void shouldNotTellThePassword() {
        assertThat(new Credentials("user", "secret").toString()).doesNotContain("secret");
    }
}
