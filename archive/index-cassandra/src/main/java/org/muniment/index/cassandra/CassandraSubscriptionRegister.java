package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.subscription.SubscriptionRecord;
import org.muniment.archive.subscription.SubscriptionRecord.Status;
import org.muniment.archive.subscription.SubscriptionRegister;

/** Table {@code subscription}; all writes are lightweight transactions, one for each event that a target has taken. */
final class CassandraSubscriptionRegister implements SubscriptionRegister {

    private static final String COLUMNS = "id, document, status, error, events, version";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement selectAll;

    CassandraSubscriptionRegister(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO subscription (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?) IF NOT EXISTS");
        update = cql.prepare(
                "UPDATE subscription SET status = ?, error = ?, events = ?, version = ? WHERE id = ? IF version = ?");
        delete = cql.prepare("DELETE FROM subscription WHERE id = ? IF EXISTS");
        select = cql.prepare("SELECT " + COLUMNS + " FROM subscription WHERE id = ?");
        selectAll = cql.prepare("SELECT " + COLUMNS + " FROM subscription");
    }

    @Override
    public Optional<SubscriptionRecord> find(String id) {
        return Iterators.stream(cql.rows(select.bind(id))).findFirst().map(CassandraSubscriptionRegister::read);
    }

    @Override
    public List<SubscriptionRecord> all() {
        return Iterators.stream(cql.rows(selectAll.bind()))
                .map(CassandraSubscriptionRegister::read)
                .sorted(Comparator.comparing(SubscriptionRecord::id))
                .toList();
    }

    private static SubscriptionRecord read(Row row) {
        return new SubscriptionRecord(
                row.getString("id"),
                row.getString("document"),
                Status.valueOf(row.getString("status")),
                row.getString("error"),
                row.getLong("events"),
                row.getLong("version"));
    }

    @Override
    public void add(SubscriptionRecord first) {
        if (!applied(insert.bind(
                first.id(), first.document(), first.status().name(), first.error(), first.events(), first.version())))
            throw new IllegalArgumentException("there is a subscription " + first.id());
    }

    @Override
    public boolean replace(SubscriptionRecord previous, SubscriptionRecord next) {
        return applied(update.bind(
                next.status().name(), next.error(), next.events(), next.version(), previous.id(), previous.version()));
    }

    @Override
    public boolean remove(String id) {
        return applied(delete.bind(id));
    }

    /** Not sent again by the driver: the second time it would seem to have lost against itself. */
    private boolean applied(BoundStatement conditional) {
        return cql.await(cql.start(conditional
                        .setIdempotent(false)
                        .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)))
                .wasApplied();
    }
}
