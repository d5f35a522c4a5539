package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SeriesId;

/**
 * How many instances series have: counted once and remembered with the version of the series it was counted of, so that a series of any size
 * costs one read until it changes. The version is read before the rows are, hence a count remembered under it has seen all it stands for.
 */
final class InstanceCounts {

    private final CqlRunner cql;
    private final PreparedStatement select;
    private final PreparedStatement count;
    private final PreparedStatement remember;

    InstanceCounts(CqlRunner cql, String table) {
        this.cql = cql;
        String ofSeries = " WHERE study_uid = ? AND series_uid = ?";
        select = cql.prepare(
                "SELECT DISTINCT study_uid, series_uid, changes, counted, counted_of FROM " + table + ofSeries);
        count = cql.prepare("SELECT count(*) FROM " + table + ofSeries + InstanceTable.WITH_ROWS);
        remember = cql.prepare("UPDATE " + table + " SET counted = ?, counted_of = ?" + ofSeries);
    }

    /** @param known the count; null where it is not known for this version */
    private record Remembered(SeriesId id, String version, Long known) {}

    private record Counted(Remembered of, long instances) {}

    /** By reading its rows. */
    long of(SeriesId id) {
        return cql.rows(bind(count, id)).next().getLong(0);
    }

    Map<SeriesId, Long> of(List<SeriesId> series) {
        Map<SeriesId, Long> counts = new LinkedHashMap<>();
        series.forEach(id -> counts.put(id, 0L));
        List<Remembered> unknown = new ArrayList<>();
        look(series.iterator()).forEachRemaining(found -> {
            if (found.known() == null) unknown.add(found);
            else counts.put(found.id(), found.known());
        });
        List<Counted> counted = Iterators.list(count(unknown.iterator()));
        counted.forEach(c -> counts.put(c.of().id(), c.instances()));
        remember(counted);
        return counts;
    }

    private Iterator<Remembered> look(Iterator<SeriesId> series) {
        return new Lookups<>(cql, series, id -> bind(select, id), (id, row) -> Optional.of(remembered(id, row)));
    }

    private static Remembered remembered(SeriesId id, Row row) {
        String version = SeriesStateColumns.version(row.getMap("changes", Long.class, Long.class));
        boolean holds = !version.isEmpty() && version.equals(row.getString("counted_of"));
        return new Remembered(id, version, holds ? row.getLong("counted") : null);
    }

    private Iterator<Counted> count(Iterator<Remembered> series) {
        return new Lookups<>(
                cql, series, of -> bind(count, of.id()), (of, row) -> Optional.of(new Counted(of, row.getLong(0))));
    }

    private static BoundStatement bind(PreparedStatement statement, SeriesId id) {
        return statement.bind(id.study().value(), id.series().value());
    }

    /** Saves the next one the counting; where it fails, it is counted again. */
    private void remember(List<Counted> counted) {
        List<CompletableFuture<AsyncResultSet>> started = new ArrayList<>();
        for (Counted c : counted) {
            if (c.of().version().isEmpty()) continue;
            SeriesId id = c.of().id();
            started.add(cql.start(remember.bind(
                    c.instances(),
                    c.of().version(),
                    id.study().value(),
                    id.series().value())));
        }
        try {
            started.forEach(cql::await);
        } catch (ArchiveException e) {
            return; // the answer is known all the same
        }
    }
}
