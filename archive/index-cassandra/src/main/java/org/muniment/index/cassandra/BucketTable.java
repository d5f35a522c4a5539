package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Table {@code bucket}: which buckets of the bucketed tables have rows. A bucket is listed before its first row is written. */
final class BucketTable {

    /** Buckets remembered as listed, so that not every study writes the same few rows; beyond, they are written again. */
    private static final int MOST_REMEMBERED = 50_000;

    private record Bucket(String table, String section, String name) {}

    private final CqlRunner cql;
    private final Set<Bucket> listed = ConcurrentHashMap.newKeySet();
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement selectDescending;

    BucketTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO bucket (table_name, section, bucket) VALUES (?, ?, ?)");
        delete = cql.prepare("DELETE FROM bucket WHERE table_name = ? AND section = ? AND bucket = ?");
        select = cql.prepare(
                "SELECT bucket FROM bucket WHERE table_name = ? AND section = ? AND bucket >= ? AND bucket <= ?");
        selectDescending = cql.prepare(select.getQuery() + " ORDER BY bucket DESC");
    }

    /** On return the bucket is listed durably. */
    void add(String table, String section, String name) {
        Bucket bucket = new Bucket(table, section, name);
        if (listed.contains(bucket)) return;
        cql.run(insert.bind(table, section, name));
        if (listed.size() < MOST_REMEMBERED) listed.add(bucket);
    }

    /** For buckets that may have been removed since they were listed. */
    void addAgain(String table, String section, String name) {
        cql.run(insert.bind(table, section, name));
    }

    /** Only for buckets that get no more rows, or are listed again for each. */
    void remove(String table, String section, String name) {
        cql.run(delete.bind(table, section, name));
        listed.remove(new Bucket(table, section, name));
    }

    Iterator<String> range(String table, String section, String from, String to) {
        return names(select.bind(table, section, from, to));
    }

    Iterator<String> rangeDescending(String table, String section, String from, String to) {
        return names(selectDescending.bind(table, section, from, to));
    }

    private Iterator<String> names(BoundStatement bound) {
        return Iterators.map(cql.rows(bound), row -> row.getString("bucket"));
    }

    /** The greatest of all texts that begin with {@code prefix}: no name has the last code point there is. */
    static String last(String prefix) {
        return prefix + Character.toString(Character.MAX_CODE_POINT);
    }
}
