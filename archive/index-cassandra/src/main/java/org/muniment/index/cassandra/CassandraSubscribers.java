package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.SubscriberState;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.feed.TroubledChange;
import org.muniment.archive.id.StudyInstanceUid;

/** Tables {@code subscriber} and {@code troubled_change}. Of the lightweight transactions there is one a second for each busy subscriber (ADR 103). */
final class CassandraSubscribers implements Subscribers {

    private static final int SHARDS = 16;
    private static final String STATE = "name, at, writer, paused, owner, owned_until, version";
    private static final String TROUBLED = "study_uid, kind, at, writer, attempts, reason, since, next_attempt";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement select;
    private final PreparedStatement selectAll;
    private final PreparedStatement remove;
    private final PreparedStatement removeShard;
    private final PreparedStatement keep;
    private final PreparedStatement forget;
    private final PreparedStatement selectShard;
    private final PreparedStatement selectStudy;

    CassandraSubscribers(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO subscriber (" + STATE + ") VALUES (?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS");
        update = cql.prepare("UPDATE subscriber SET at = ?, writer = ?, paused = ?, owner = ?, owned_until = ?,"
                + " version = ? WHERE name = ? IF version = ?");
        select = cql.prepare("SELECT " + STATE + " FROM subscriber WHERE name = ?");
        selectAll = cql.prepare("SELECT " + STATE + " FROM subscriber");
        remove = cql.prepare("DELETE FROM subscriber WHERE name = ? IF EXISTS");
        removeShard = cql.prepare("DELETE FROM troubled_change WHERE subscriber = ? AND shard = ?");
        keep = cql.prepare("INSERT INTO troubled_change (subscriber, shard, " + TROUBLED
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        forget = cql.prepare("DELETE FROM troubled_change WHERE subscriber = ? AND shard = ? AND study_uid = ?");
        selectShard = cql.prepare("SELECT " + TROUBLED + " FROM troubled_change WHERE subscriber = ? AND shard = ?");
        selectStudy = cql.prepare(selectShard.getQuery() + " AND study_uid = ?");
    }

    @Override
    public Optional<SubscriberState> find(String name) {
        return Iterators.stream(cql.rows(select.bind(name))).findFirst().map(CassandraSubscribers::state);
    }

    @Override
    public List<SubscriberState> all() {
        return Iterators.stream(cql.rows(selectAll.bind()))
                .map(CassandraSubscribers::state)
                .sorted(Comparator.comparing(SubscriberState::name))
                .toList();
    }

    private static SubscriberState state(Row row) {
        return new SubscriberState(
                row.getString("name"),
                new Position(row.getLong("at"), row.getLong("writer")),
                row.getBoolean("paused"),
                row.getString("owner"),
                row.getInstant("owned_until"),
                row.getLong("version"));
    }

    @Override
    public boolean add(SubscriberState first) {
        return applied(insert.bind(
                first.name(),
                first.position().micros(),
                first.position().writer(),
                first.paused(),
                first.owner(),
                first.ownedUntil(),
                first.version()));
    }

    @Override
    public boolean replace(SubscriberState previous, SubscriberState next) {
        return applied(update.bind(
                next.position().micros(),
                next.position().writer(),
                next.paused(),
                next.owner(),
                next.ownedUntil(),
                next.version(),
                previous.name(),
                previous.version()));
    }

    @Override
    public void remove(String name) {
        for (int shard = 0; shard < SHARDS; shard++) cql.run(removeShard.bind(name, shard));
        applied(remove.bind(name));
    }

    /** Not sent again by the driver: the second time it would seem to have lost against itself. */
    private boolean applied(BoundStatement conditional) {
        return cql.await(cql.start(conditional
                        .setIdempotent(false)
                        .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)))
                .wasApplied();
    }

    @Override
    public void keep(String subscriber, TroubledChange troubled) {
        StudyInstanceUid study = troubled.change().study();
        cql.run(keep.bind(
                subscriber,
                shard(study),
                study.value(),
                troubled.change().kind().name(),
                troubled.change().position().micros(),
                troubled.change().position().writer(),
                troubled.attempts(),
                troubled.reason(),
                troubled.since(),
                troubled.nextAttempt().orElse(null)));
    }

    @Override
    public void forget(String subscriber, StudyInstanceUid study) {
        cql.run(forget.bind(subscriber, shard(study), study.value()));
    }

    @Override
    public Optional<TroubledChange> troubled(String subscriber, StudyInstanceUid study) {
        return Iterators.stream(cql.rows(selectStudy.bind(subscriber, shard(study), study.value())))
                .findFirst()
                .map(CassandraSubscribers::troubled);
    }

    @Override
    public Stream<TroubledChange> troubled(String subscriber) {
        Iterator<Integer> shards = IntStream.range(0, SHARDS).iterator();
        return Iterators.stream(Iterators.map(
                Iterators.flatMap(shards, shard -> cql.rows(selectShard.bind(subscriber, shard))),
                CassandraSubscribers::troubled));
    }

    private static TroubledChange troubled(Row row) {
        Instant nextAttempt = row.getInstant("next_attempt");
        return new TroubledChange(
                CassandraChangeFeed.change(row),
                row.getInt("attempts"),
                row.getString("reason"),
                row.getInstant("since"),
                Optional.ofNullable(nextAttempt));
    }

    private static int shard(StudyInstanceUid study) {
        return Math.floorMod(study.value().hashCode(), SHARDS);
    }
}
