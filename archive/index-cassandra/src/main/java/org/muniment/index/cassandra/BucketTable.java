package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.Iterator;

/** Table {@code bucket}: which buckets of the bucketed tables have rows. */
final class BucketTable {

    private final CqlRunner cql;
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

    BoundStatement insert(String table, String section, String bucket) {
        return insert.bind(table, section, bucket);
    }

    BoundStatement delete(String table, String section, String bucket) {
        return delete.bind(table, section, bucket);
    }

    Iterator<String> range(String table, String section, String from, String to) {
        return buckets(select.bind(table, section, from, to));
    }

    Iterator<String> rangeDescending(String table, String section, String from, String to) {
        return buckets(selectDescending.bind(table, section, from, to));
    }

    private Iterator<String> buckets(BoundStatement bound) {
        return Iterators.map(cql.rows(bound), row -> row.getString("bucket"));
    }

    /** The greatest of all texts that begin with {@code prefix}: no name has the last code point there is. */
    static String last(String prefix) {
        return prefix + Character.toString(Character.MAX_CODE_POINT);
    }
}
