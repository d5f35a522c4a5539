package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;

/** Table {@code retired_object}: a bucket for each day (UTC), so that what was collected leaves nothing to be read over again. */
final class RetiredObjectTable {

    private static final String TABLE = "retired_object";

    /** Days this old get no more rows, whatever the clocks of other nodes say. */
    private static final int CLOSED_AFTER_DAYS = 2;

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final Clock clock;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    RetiredObjectTable(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        this.buckets = buckets;
        this.clock = clock;
        insert = cql.prepare("INSERT INTO retired_object (bucket, store, object_key, retired_at) VALUES (?, ?, ?, ?)");
        delete = cql.prepare("DELETE FROM retired_object WHERE bucket = ? AND store = ? AND object_key = ?");
        select = cql.prepare("SELECT store, object_key, retired_at FROM retired_object WHERE bucket = ?");
    }

    /** The row that retires the object now. */
    BoundStatement insert(ObjectLocation location) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String day = bucket(now);
        buckets.add(TABLE, "", day);
        return insert.bind(day, location.store(), location.key().path(), now);
    }

    BoundStatement delete(RetiredObject retired) {
        ObjectLocation location = retired.location();
        return delete.bind(
                bucket(retired.retiredAt()), location.store(), location.key().path());
    }

    Iterator<RetiredObject> before(Instant before) {
        // later days are empty, but for nodes whose clocks are ahead
        Instant last = clock.instant().plus(CLOSED_AFTER_DAYS, ChronoUnit.DAYS);
        String lastDay = bucket(before.isBefore(last) ? before : last);
        Iterator<RetiredObject> all =
                Iterators.flatMap(buckets.range(TABLE, "", "", lastDay), day -> Iterators.map(ofDay(day), this::read));
        return Iterators.filter(all, retired -> retired.retiredAt().isBefore(before));
    }

    private Iterator<Row> ofDay(String day) {
        Iterator<Row> rows = cql.rows(select.bind(day));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (LocalDate.parse(day).isBefore(today.minusDays(CLOSED_AFTER_DAYS)) && !rows.hasNext())
            buckets.remove(TABLE, "", day);
        return rows;
    }

    private RetiredObject read(Row row) {
        return new RetiredObject(
                new ObjectLocation(row.getString("store"), new ObjectKey(row.getString("object_key"))),
                row.getInstant("retired_at"));
    }

    private static String bucket(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
