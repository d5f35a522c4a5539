package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OpenSteps;
import org.muniment.archive.order.ScheduledProcedureStep;

/**
 * Table {@code open_step}. Steps that have ended leave it, so that a worklist costs what is on it; days that have passed and have none left
 * are no longer looked at.
 */
final class OpenStepTable {

    private static final String TABLE = "open_step";

    record Hint(UUID order, String step) {}

    private record Path(LocalDate day, LocalTime start, String step, String modality, String station) {}

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final Clock clock;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    OpenStepTable(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        this.buckets = buckets;
        this.clock = clock;
        insert = cql.prepare("INSERT INTO open_step (bucket, start_time, order_id, step_id, modality, station)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
        delete = cql.prepare(
                "DELETE FROM open_step WHERE bucket = ? AND start_time = ? AND order_id = ? AND step_id = ?");
        select = cql.prepare("SELECT order_id, step_id, modality, station FROM open_step WHERE bucket = ?");
    }

    /** The rows by which the open steps of the order will be found; their buckets are listed. */
    List<BoundStatement> inserts(ImagingOrder order) {
        Set<Path> paths = paths(order);
        paths.forEach(path -> list(path.day));
        return paths.stream().map(path -> insert(path, order.id().value())).toList();
    }

    /** A past day may have been taken off the list, by another node, too. */
    private void list(LocalDate day) {
        String bucket = day.toString();
        if (isPast(day)) buckets.addAgain(TABLE, "", bucket);
        else buckets.add(TABLE, "", bucket);
    }

    /** Two days, as no clock and no time zone is further off. */
    private boolean isPast(LocalDate day) {
        return day.isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(2));
    }

    List<BoundStatement> deletes(ImagingOrder before, ImagingOrder order) {
        Set<Path> gone = new HashSet<>(paths(before));
        Set<Path> there = paths(order);
        gone.removeIf(path -> there.stream().anyMatch(same -> isSameRow(path, same)));
        return gone.stream()
                .map(path ->
                        delete.bind(path.day.toString(), path.start, order.id().value(), path.step))
                .toList();
    }

    private static boolean isSameRow(Path one, Path other) {
        return one.day.equals(other.day) && one.start.equals(other.start) && one.step.equals(other.step);
    }

    Iterator<Hint> hints(OpenSteps access) {
        String from = access.from().toString();
        String to = access.to().toString();
        Iterator<String> days = access.newestFirst()
                ? buckets.rangeDescending(TABLE, "", from, to)
                : buckets.range(TABLE, "", from, to);
        Iterator<Row> rows = Iterators.filter(
                Iterators.flatMap(days, this::ofDay),
                row -> access.takes(row.getString("modality"), row.getString("station")));
        return Iterators.map(rows, row -> new Hint(row.getUuid("order_id"), row.getString("step_id")));
    }

    private Iterator<Row> ofDay(String day) {
        Iterator<Row> rows = cql.rows(select.bind(day));
        if (isPast(LocalDate.parse(day)) && !rows.hasNext()) {
            buckets.remove(TABLE, "", day);
            // a row that came in between would be out of reach
            rows = cql.rows(select.bind(day));
            if (rows.hasNext()) buckets.addAgain(TABLE, "", day);
        }
        return rows;
    }

    private BoundStatement insert(Path path, UUID order) {
        return insert.bind(path.day.toString(), path.start, order, path.step, path.modality, path.station);
    }

    private static Set<Path> paths(ImagingOrder order) {
        Set<Path> paths = new HashSet<>();
        for (ScheduledProcedureStep step : order.steps()) {
            if (step.status().isOpen())
                paths.add(new Path(
                        step.start().toLocalDate(),
                        step.start().toLocalTime(),
                        step.id(),
                        step.modality(),
                        step.stationAeTitle()));
        }
        return paths;
    }
}
