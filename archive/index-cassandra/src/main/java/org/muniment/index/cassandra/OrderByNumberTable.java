package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;

/** Table {@code order_by_number}. */
final class OrderByNumberTable {

    private enum Kind {
        PLACER,
        FILLER,
        ACCESSION,
        STUDY,
        PATIENT
    }

    private record Path(Kind kind, String number) {}

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    OrderByNumberTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO order_by_number (kind, number, order_id) VALUES (?, ?, ?)");
        delete = cql.prepare("DELETE FROM order_by_number WHERE kind = ? AND number = ? AND order_id = ?");
        select = cql.prepare("SELECT order_id FROM order_by_number WHERE kind = ? AND number = ?");
    }

    List<BoundStatement> inserts(ImagingOrder order) {
        return paths(order).stream().map(path -> bind(insert, path, order)).toList();
    }

    /** Of what led to the order before, and does no longer. */
    List<BoundStatement> deletes(ImagingOrder before, ImagingOrder order) {
        Set<Path> gone = new HashSet<>(paths(before));
        gone.removeAll(paths(order));
        return gone.stream().map(path -> bind(delete, path, order)).toList();
    }

    private static BoundStatement bind(PreparedStatement statement, Path path, ImagingOrder order) {
        return statement.bind(path.kind.name(), path.number, order.id().value());
    }

    Iterator<UUID> hints(OrderAccess access) {
        Path path = path(access);
        if (path.number.isEmpty()) return List.<UUID>of().iterator();
        return Iterators.map(cql.rows(select.bind(path.kind.name(), path.number)), row -> row.getUuid("order_id"));
    }

    private static Set<Path> paths(ImagingOrder order) {
        Set<Path> paths = new HashSet<>();
        for (OrderAccess access : List.of(
                new OrderAccess.ByPlacer(order.placer()),
                new OrderAccess.ByFiller(order.filler()),
                new OrderAccess.ByAccession(order.accession()),
                new OrderAccess.ByStudy(order.study()),
                new OrderAccess.ByPatient(order.patient()))) {
            Path path = path(access);
            if (!path.number.isEmpty()) paths.add(path);
        }
        return paths;
    }

    /** By the number alone; whose it is, who reads the order sees. */
    private static Path path(OrderAccess access) {
        if (access instanceof OrderAccess.ByPlacer by)
            return new Path(Kind.PLACER, key(by.placer().number()));
        if (access instanceof OrderAccess.ByFiller by)
            return new Path(Kind.FILLER, key(by.filler().number()));
        if (access instanceof OrderAccess.ByAccession by)
            return new Path(Kind.ACCESSION, key(by.accession().number()));
        if (access instanceof OrderAccess.ByStudy by)
            return new Path(Kind.STUDY, by.study().value());
        if (access instanceof OrderAccess.ByPatient by)
            return new Path(Kind.PATIENT, key(by.patient().id()));
        throw new IllegalArgumentException("no path for " + access.getClass());
    }

    private static String key(String number) {
        return StudyPath.key(number);
    }
}
