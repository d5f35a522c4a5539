package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.lifecycle.DueList;

/** Table {@code due_leader}: one lightweight transaction in half the time of a lease (ADR 151). */
final class DueLeaderTable {

    private record Lead(String node, Instant until) {}

    private final CqlRunner cql;
    private final Clock clock;
    private final Map<DueList, Lead> own = new ConcurrentHashMap<>();
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement select;

    DueLeaderTable(CqlRunner cql, Clock clock) {
        this.cql = cql;
        this.clock = clock;
        insert = cql.prepare("INSERT INTO due_leader (list, owner, until) VALUES (?, ?, ?) IF NOT EXISTS");
        update = cql.prepare("UPDATE due_leader SET owner = ?, until = ? WHERE list = ? IF owner = ? AND until = ?");
        select = cql.prepare("SELECT owner, until FROM due_leader WHERE list = ?");
    }

    boolean lead(DueList list, String node, Duration lease) {
        Instant now = clock.instant();
        Lead mine = own.get(list);
        if (mine != null
                && mine.node().equals(node)
                && now.plus(lease.dividedBy(2)).isBefore(mine.until())) return true;
        own.remove(list);
        Lead next = new Lead(node, now.plus(lease));
        if (!write(list, next, now)) return false;
        own.put(list, next);
        return true;
    }

    private boolean write(DueList list, Lead next, Instant now) {
        Optional<Row> stored = cql.serial(select.bind(list.name()));
        if (stored.isEmpty()) return cql.applied(insert.bind(list.name(), next.node(), next.until()));
        String owner = stored.get().getString("owner");
        Instant until = stored.get().getInstant("until");
        boolean free = next.node().equals(owner) || !now.isBefore(until);
        return free && cql.applied(update.bind(next.node(), next.until(), list.name(), owner, until));
    }
}
