package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import org.muniment.cassandra.EmbeddedCassandra;
import org.muniment.cassandra.SharedCassandra;
import org.muniment.index.cassandra.CassandraIndexConfig.Consistency;
import org.muniment.index.cassandra.CassandraIndexConfig.Requests;

/** Indexes on the node all tests of this JVM share. */
final class TestIndex {

    /** Small pages, so that tests turn some. */
    static final Requests REQUESTS = new Requests(Consistency.LOCAL_QUORUM, Duration.ofSeconds(10), 50);

    private TestIndex() {}

    /** Of the index that those tests share whose rows don't get into each other's way. */
    static CassandraIndexConfig config() {
        EmbeddedCassandra node = SharedCassandra.node();
        return CassandraIndexConfig.singleNode(node.contactPoint(), node.localDatacenter())
                .withKeyspace("shared")
                .withRequests(REQUESTS);
    }

    /** In a keyspace nobody else uses. */
    static CassandraIndexConfig freshConfig() {
        return config().withKeyspace(SharedCassandra.freshKeyspace());
    }

    /** On the shared index, whose schema is made where it is missing. */
    static CqlSession session() {
        CqlSession session = CassandraConnection.open(config());
        new SchemaMigrations(session, Migration.ALL).run();
        return session;
    }
}
