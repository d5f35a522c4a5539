package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.ChangeFeedContract;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.feed.SubscribersContract;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;

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

    @Test
    void shouldNotFallSilentAfterAnEntryOfAClockThatWasWrong() {
        Instant now = Instant.parse("2024-03-01T12:00:00Z");
        StudyInstanceUid before = new SampleStudy().uid();
        StudyInstanceUid after = new SampleStudy().uid();
        try (CqlSession own = CassandraConnection.open(TestIndex.freshConfig())) {
            new SchemaMigrations(own, Migration.ALL).run();
            CqlRunner cql = new CqlRunner(own, Duration.ofSeconds(10));
            feed(cql, Instant.parse("2099-01-01T00:00:00Z")).append(before, ChangeKind.PATIENT);
            feed(cql, now).append(after, ChangeKind.STORED);
            List<StudyChange> read = feed(cql, now.plusSeconds(60)).read(Position.START, 10);
            assertThat(read).extracting(StudyChange::study).containsExactly(before, after);
            assertThat(read).extracting(StudyChange::kind).containsExactly(ChangeKind.PATIENT, ChangeKind.STORED);
        }
    }

    private static ChangeFeed feed(CqlRunner cql, Instant now) {
        return new CassandraChangeFeed(
                cql, new BucketTable(cql), Clock.fixed(now, ZoneOffset.UTC), Duration.ofSeconds(20));
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
