package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * Table {@code change_intention}. Its rows come and go within seconds, so their partitions are given up after ten minutes, with what
 * deleting leaves behind in them.
 */
final class ChangeIntentionTable implements ChangeIntentions {

    private static final String TABLE = "change_intention";
    private static final String SEPARATOR = "|";

    /** Buckets this old get no more rows. */
    private static final Duration CLOSED_AFTER = Duration.ofMinutes(30);

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final Clock clock;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private volatile String latest = "";

    ChangeIntentionTable(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        this.buckets = buckets;
        this.clock = clock;
        insert = cql.prepare(
                "INSERT INTO change_intention (node, bucket, id, since, study_uid, kind) VALUES (?, ?, ?, ?, ?, ?)");
        delete = cql.prepare("DELETE FROM change_intention WHERE node = ? AND bucket = ? AND id = ?");
        select = cql.prepare("SELECT id, since, study_uid, kind FROM change_intention WHERE node = ? AND bucket = ?");
    }

    @Override
    public void open(Intention intention) {
        String bucket = TenMinutes.of(intention.since());
        buckets.add(TABLE, "", intention.by() + SEPARATOR + bucket);
        cql.run(insert.bind(
                intention.by(),
                bucket,
                intention.id(),
                intention.since(),
                intention.study().value(),
                intention.kind().name()));
    }

    @Override
    public void close(Collection<Intention> kept) {
        cql.runAll(kept.stream()
                .map(intention -> delete.bind(intention.by(), TenMinutes.of(intention.since()), intention.id())));
        String bucket = TenMinutes.of(clock.instant());
        if (bucket.equals(latest)) return;
        latest = bucket;
        kept.stream().map(Intention::by).distinct().forEach(this::open); // gives up what is empty
    }

    @Override
    public List<Intention> open(String by) {
        List<String> names = Iterators.list(buckets.range(TABLE, "", by + SEPARATOR, BucketTable.last(by + SEPARATOR)));
        return names.stream()
                .map(name -> name.substring(name.lastIndexOf(SEPARATOR) + 1))
                .flatMap(bucket -> of(by, bucket))
                .toList();
    }

    private Stream<Intention> of(String node, String bucket) {
        Iterator<Intention> rows = Iterators.map(cql.rows(select.bind(node, bucket)), row -> intention(node, row));
        boolean closed = bucket.compareTo(TenMinutes.of(clock.instant().minus(CLOSED_AFTER))) < 0;
        if (closed && !rows.hasNext()) buckets.remove(TABLE, "", node + SEPARATOR + bucket);
        return Iterators.stream(rows);
    }

    private static Intention intention(String node, Row row) {
        return new Intention(
                row.getUuid("id"),
                node,
                row.getInstant("since"),
                new StudyInstanceUid(row.getString("study_uid")),
                ChangeKind.valueOf(row.getString("kind")));
    }

    @Override
    public List<String> nodes() {
        return Iterators.stream(buckets.range(TABLE, "", "", BucketTable.last("")))
                .map(name -> name.substring(0, name.lastIndexOf(SEPARATOR)))
                .distinct()
                .toList();
    }
}
