package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.lifecycle.Due;
import org.muniment.archive.lifecycle.DueBucket;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.DueList;

/**
 * Table {@code due}. Its partitions are listed in {@code bucket}: the days of a list, and under each day its hours, lanes and shards. So neither a look for what is
 * due nor a day that is over costs more where more is to come, and deletions are of whole partitions (ADR 151).
 */
final class CassandraDueIndex implements DueIndex {

    private static final String TABLE = "due";
    private static final int MOST_TRIES = 5;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH").withZone(ZoneOffset.UTC);

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final DueLeaderTable leaders;
    private final Clock clock;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement drop;

    CassandraDueIndex(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        this.buckets = buckets;
        this.leaders = new DueLeaderTable(cql, clock);
        this.clock = clock;
        String one = " WHERE list = ? AND lane = ? AND hour = ? AND shard = ?";
        insert = cql.prepare("INSERT INTO due (list, lane, hour, shard, at, item) VALUES (?, ?, ?, ?, ?, ?)");
        select = cql.prepare("SELECT at, item FROM due" + one + " AND (at, item) > (?, ?) AND (at) <= (?) LIMIT ?");
        drop = cql.prepare("DELETE FROM due" + one);
    }

    /** One that was long under way is left again: readers may have passed its time before it appeared. */
    @Override
    public void schedule(DueList list, String lane, String item, Instant at) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            long start = System.nanoTime();
            Instant now = clock.instant();
            Due due = new Due(at.isAfter(now) ? at : now.plusMillis(1), item);
            insert(DueBucket.of(list, lane, due), due);
            long taken = System.nanoTime() - start;
            if (due.at().isAfter(clock.instant()) || taken < APPEARS_WITHIN.toNanos() / 2) return;
        }
        throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "the index is too slow for what is due");
    }

    private void insert(DueBucket bucket, Due due) {
        String day = day(bucket);
        buckets.add(TABLE, bucket.list().name(), day);
        buckets.add(TABLE, section(bucket.list(), day), name(bucket));
        cql.run(insert.bind(bucket.list().name(), bucket.lane(), bucket.begin(), bucket.shard(), due.at(), due.item()));
    }

    private static String day(DueBucket bucket) {
        return DayBuckets.day(bucket.begin());
    }

    private static String section(DueList list, String day) {
        return list + "/" + day;
    }

    private static String name(DueBucket bucket) {
        return HOUR.format(bucket.begin()) + " " + bucket.lane() + " " + bucket.shard();
    }

    private static DueBucket bucket(DueList list, String day, String name) {
        String[] parts = name.split(" ", 3);
        Instant begin = LocalDateTime.parse(day + "T" + parts[0] + ":00").toInstant(ZoneOffset.UTC);
        return new DueBucket(list, parts[1], begin, Integer.parseInt(parts[2]));
    }

    @Override
    public Stream<DueBucket> begun(DueList list, Instant by) {
        String last = DayBuckets.day(by);
        Iterator<String> days = buckets.range(TABLE, list.name(), "", last);
        return Iterators.stream(Iterators.flatMap(days, day -> {
            String until = day.equals(last) ? HOUR.format(by) : "";
            Iterator<String> names = buckets.range(TABLE, section(list, day), "", BucketTable.last(until));
            if (!names.hasNext()) forget(list, day);
            return Iterators.map(names, name -> bucket(list, day, name));
        }));
    }

    /** A day that is over, and of which nothing is left. */
    private void forget(DueList list, String day) {
        Instant lastHour = LocalDate.parse(day).atTime(23, 0).toInstant(ZoneOffset.UTC);
        if (new DueBucket(list, "", lastHour, 0).isClosed(clock.instant())) buckets.remove(TABLE, list.name(), day);
    }

    @Override
    public List<Due> read(DueBucket bucket, Due after, Instant until, int most) {
        Iterator<Row> rows = cql.rows(select.bind(
                bucket.list().name(),
                bucket.lane(),
                bucket.begin(),
                bucket.shard(),
                after.at(),
                after.item(),
                until,
                most));
        return Iterators.list(Iterators.map(rows, row -> new Due(row.getInstant("at"), row.getString("item"))));
    }

    @Override
    public void drop(DueBucket bucket) {
        cql.run(drop.bind(bucket.list().name(), bucket.lane(), bucket.begin(), bucket.shard()));
        buckets.remove(TABLE, section(bucket.list(), day(bucket)), name(bucket));
    }

    @Override
    public boolean lead(DueList list, String node, Duration lease) {
        return leaders.lead(list, node, lease);
    }
}
