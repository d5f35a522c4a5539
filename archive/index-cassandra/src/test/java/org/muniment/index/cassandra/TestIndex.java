package org.muniment.index.cassandra;

import java.time.Duration;
import org.muniment.cassandra.EmbeddedCassandra;
import org.muniment.cassandra.SharedCassandra;
import org.muniment.index.cassandra.CassandraIndexConfig.Consistency;
import org.muniment.index.cassandra.CassandraIndexConfig.Requests;

/** Settings of an index on the node all tests of this JVM share. */
final class TestIndex {

    /** Small pages, so that tests turn some. */
    static final Requests REQUESTS = new Requests(Consistency.LOCAL_QUORUM, Duration.ofSeconds(10), 50);

    private TestIndex() {}

    /** In a keyspace nobody else uses. */
    static CassandraIndexConfig config() {
        EmbeddedCassandra node = SharedCassandra.node();
        return CassandraIndexConfig.singleNode(node.contactPoint(), node.localDatacenter())
                .withKeyspace(SharedCassandra.freshKeyspace())
                .withRequests(REQUESTS);
    }
}
