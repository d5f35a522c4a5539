package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Table {@code study_change}. Entries lie in the order of their writers' clocks, so one may appear before another that was read already. Readers
 * therefore leave the last moments alone, and a writer whose entry took too long to become durable appends it again: by then readers may
 * have passed its place. Half of the time left alone is for that, the other half for nodes' clocks to differ (ADR 102).
 */
final class CassandraChangeFeed implements ChangeFeed {

    /** How long an entry is not read, so that those before it have appeared. */
    static final Duration SETTLES_AFTER = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(CassandraChangeFeed.class);
    private static final String TABLE = "study_change";
    private static final int MOST_TRIES = 5;

    /** A clock that was set back by less is waited for: readers may have passed its time, and would miss what is appended behind them. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private static final int MOST_APPENDED_AGAIN = 10_000;

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final Clock clock;
    private final Duration settlesAfter;
    private final long writer = new SecureRandom().nextLong();
    private final AtomicLong last = new AtomicLong();
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement selectLast;

    CassandraChangeFeed(CqlRunner cql, BucketTable buckets, Clock clock, Duration settlesAfter) {
        this.cql = cql;
        this.buckets = buckets;
        this.clock = clock;
        this.settlesAfter = settlesAfter;
        insert = cql.prepare("INSERT INTO study_change (bucket, at, writer, study_uid, kind) VALUES (?, ?, ?, ?, ?)");
        select = cql.prepare("SELECT at, writer, study_uid, kind FROM study_change"
                + " WHERE bucket = ? AND (at, writer) > (?, ?) AND (at, writer) < (?, ?) LIMIT ?");
        selectLast = cql.prepare("SELECT at FROM study_change WHERE bucket = ? ORDER BY at DESC, writer DESC LIMIT 1");
        goOnAfter(lastAppended());
    }

    /** A clock that was set back must not lead behind what readers have passed. */
    private long lastAppended() {
        Iterator<String> newest = buckets.rangeDescending(TABLE, "", "", BucketTable.last(""));
        Iterator<Row> rows = Iterators.flatMap(newest, bucket -> cql.rows(selectLast.bind(bucket)));
        return rows.hasNext() ? rows.next().getLong("at") : 0;
    }

    /** Behind an entry of a clock that was wrong by years there would be silence until then. */
    private void goOnAfter(long newest) {
        Position now = Position.at(clock.instant());
        Position tooLate = Position.at(now.time().plus(MOST_AHEAD));
        last.set(newest <= tooLate.micros() ? newest : now.micros());
        if (newest <= tooLate.micros()) return;
        String from = TenMinutes.of(tooLate.time());
        LOG.error(
                "The feed has entries of {}, while it is {} by this node's clock. If this clock is wrong, stop at once, set it right, start again."
                        + " If it is right, another was wrong: changes are announced from now on, and those with the wrong time again at each"
                        + " start until their rows are deleted (study_change and bucket, buckets after {}); replay each subscriber from"
                        + " before the clock was wrong",
                new Position(newest, 0).time(),
                now.time(),
                from);
        appendAgain(tooLate, from);
    }

    private void appendAgain(Position after, String from) {
        Position end = new Position(Long.MAX_VALUE >>> 7, Long.MAX_VALUE);
        Iterator<StudyChange> changes = Iterators.flatMap(
                buckets.range(TABLE, "", from, BucketTable.last("")),
                bucket -> read(bucket, after, end, MOST_APPENDED_AGAIN));
        Iterators.stream(changes).limit(MOST_APPENDED_AGAIN).forEach(change -> append(change.study(), change.kind()));
    }

    @Override
    public Position append(StudyInstanceUid study, ChangeKind kind) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            long start = System.nanoTime();
            Position position = next();
            String bucket = TenMinutes.of(position.time());
            buckets.add(TABLE, "", bucket);
            cql.run(insert.bind(bucket, position.micros(), position.writer(), study.value(), kind.name()));
            if (System.nanoTime() - start < settlesAfter.toNanos() / 2) return position;
        }
        throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "the index is too slow for the feed");
    }

    private Position next() {
        long now = Position.at(clock.instant()).micros();
        return new Position(last.updateAndGet(previous -> Math.max(previous + 1, now)), writer);
    }

    @Override
    public List<StudyChange> read(Position after, int limit) {
        Position end = end();
        if (after.compareTo(end) >= 0) return List.of();
        Iterator<String> names = buckets.range(TABLE, "", TenMinutes.of(after.time()), TenMinutes.of(end.time()));
        Iterator<StudyChange> changes = Iterators.flatMap(names, bucket -> read(bucket, after, end, limit));
        return Iterators.stream(changes).limit(limit).toList();
    }

    private Iterator<StudyChange> read(String bucket, Position after, Position end, int limit) {
        return Iterators.map(
                cql.rows(select.bind(bucket, after.micros(), after.writer(), end.micros(), end.writer(), limit)),
                CassandraChangeFeed::change);
    }

    static StudyChange change(Row row) {
        return new StudyChange(
                new Position(row.getLong("at"), row.getLong("writer")),
                new StudyInstanceUid(row.getString("study_uid")),
                ChangeKind.valueOf(row.getString("kind")));
    }

    @Override
    public Position end() {
        Instant settled = clock.instant().minus(settlesAfter);
        return settled.isBefore(Instant.EPOCH) ? Position.START : Position.at(settled);
    }
}
