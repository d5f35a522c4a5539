package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.feed.ChangeIntentions.Intention;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.feed.SubscriberState;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;

/** What readers of the feed see when entries are slow, lost or out of order. */
class FeedFaultsTest {

    private static final Duration SETTLES_AFTER = Duration.ofMillis(400);
    private static final String INSERT = "INSERT INTO study_change";

    private static FaultInjectingSession session;
    private static CqlRunner cql;
    private static BucketTable buckets;

    private final CassandraChangeFeed feed = feed(Clock.systemUTC());
    private final StudyInstanceUid study = new SampleStudy().uid();

    @BeforeAll
    static void open() {
        session = new FaultInjectingSession(TestIndex.session());
        cql = new CqlRunner(session, Duration.ofSeconds(10));
        buckets = new BucketTable(cql);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static CassandraChangeFeed feed(Clock clock) {
        return new CassandraChangeFeed(cql, buckets, clock, SETTLES_AFTER);
    }

    /** It is sent when readers have passed its place: it has to be there once more, behind them. */
    @Test
    void shouldBeFoundByAReaderThatPassedItsPlace() {
        feed.append(new SampleStudy().uid(), ChangeKind.STORED); // lists the bucket
        int sent = session.statements();
        CompletableFuture<Void> late = session.holdBefore(1, INSERT);
        CompletableFuture<Position> slow = CompletableFuture.supplyAsync(() -> feed.append(study, ChangeKind.STORED));
        Awaitility.await().until(() -> session.statements() > sent);
        Position quick = feed.append(new SampleStudy().uid(), ChangeKind.STORED);
        Awaitility.await().until(() -> feed.end().compareTo(quick) > 0);
        Position reader = feed.end();
        assertThat(feed.read(quick, 1000)).extracting(StudyChange::study).doesNotContain(study);

        late.complete(null);
        assertThat(slow).succeedsWithin(5, TimeUnit.SECONDS);
        Awaitility.await().untilAsserted(() -> assertThat(feed.read(reader, 1000))
                .extracting(StudyChange::study)
                .contains(study));
    }

    @Test
    void shouldFailWhereItIsNotKnownWhetherTheEntryIsThere() {
        for (Runnable fault :
                List.<Runnable>of(() -> session.failBefore(1, INSERT), () -> session.failAfter(1, INSERT))) {
            fault.run();
            assertThatThrownBy(() -> feed.append(study, ChangeKind.STORED)).isInstanceOf(ArchiveException.class);
        }
        Position again = feed.append(study, ChangeKind.STORED);
        Awaitility.await().until(() -> feed.end().compareTo(again) > 0);
        assertThat(feed.read(Position.at(again.time().minusMillis(1)), 1000))
                .contains(new StudyChange(again, study, ChangeKind.STORED));
    }

    @Test
    void shouldGoOnFromTheLastEntryWhereTheClockWasSetBack() {
        Position before = feed.append(study, ChangeKind.STORED);
        CassandraChangeFeed restarted = feed(Clock.fixed(Instant.now().minus(Duration.ofHours(2)), ZoneOffset.UTC));
        assertThat(restarted.append(study, ChangeKind.STORED)).isGreaterThan(before);
    }

    @Test
    void shouldNotTakeAnIntentionForDurableThatMayNotBe() {
        ChangeIntentionTable intentions = new ChangeIntentionTable(cql, buckets, Clock.systemUTC());
        String node = UUID.randomUUID().toString();
        Intention intention =
                new Intention(UUID.randomUUID(), node, Instant.parse("2024-03-01T00:00:00Z"), study, ChangeKind.STORED);
        session.failBefore(1, "INSERT INTO change_intention");
        assertThatThrownBy(() -> intentions.open(intention)).isInstanceOf(ArchiveException.class);
        session.failAfter(1, "INSERT INTO change_intention");
        assertThatThrownBy(() -> intentions.open(intention)).isInstanceOf(ArchiveException.class);
        assertThat(intentions.open(node)).containsExactly(intention);

        intentions.close(List.of(intention));
        assertThat(intentions.open(node)).isEmpty();
        assertThat(intentions.nodes()).as("partitions of old are given up").doesNotContain(node);
    }

    /** The driver must not repeat it: it would lose against itself. */
    @Test
    void shouldLetTheReaderFindOutWhetherAStateWasChanged() {
        CassandraSubscribers subscribers = new CassandraSubscribers(cql);
        SubscriberState first = SubscriberState.first("s-" + UUID.randomUUID(), Position.START);
        subscribers.add(first);
        session.failAfter(1, "UPDATE subscriber");
        assertThatThrownBy(() -> subscribers.replace(first, first.paused(true))).isInstanceOf(ArchiveException.class);
        assertThat(subscribers.find(first.name())).contains(first.paused(true));
        assertThat(subscribers.replace(first, first.paused(true))).isFalse();
    }
}
