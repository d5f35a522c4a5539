package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.ChangeFeedContract;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.feed.SubscribersContract;

class CassandraChangeFeedTest implements ChangeFeedContract, SubscribersContract {

    private static CqlSession session;
    private static ChangeFeed feed;
    private static ChangeIntentions intentions;
    private static Subscribers subscribers;

    @BeforeAll
    static void open() {
        session = TestIndex.session();
        CqlRunner cql = new CqlRunner(session, Duration.ofSeconds(10));
        BucketTable buckets = new BucketTable(cql);
        feed = new CassandraChangeFeed(cql, buckets, Clock.systemUTC(), Duration.ofMillis(400));
        intentions = new ChangeIntentionTable(cql, buckets, Clock.systemUTC());
        subscribers = new CassandraSubscribers(cql);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public ChangeIntentions intentions() {
        return intentions;
    }

    @Override
    public Subscribers subscribers() {
        return subscribers;
    }
}
