package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.StudyLink;

/** Tables {@code study_order_link} and {@code study_link_by_order}. */
final class StudyOrderLinkTable {

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement insertByOrder;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement selectByOrder;

    StudyOrderLinkTable(CqlRunner cql) {
        this.cql = cql;
        insert =
                cql.prepare("INSERT INTO study_order_link (study_uid, order_id, made_by, made_at) VALUES (?, ?, ?, ?)");
        insertByOrder = cql.prepare("INSERT INTO study_link_by_order (order_id, study_uid) VALUES (?, ?)");
        delete = cql.prepare("DELETE FROM study_order_link WHERE study_uid = ?");
        select = cql.prepare("SELECT study_uid, order_id, made_by, made_at FROM study_order_link WHERE study_uid = ?");
        selectByOrder = cql.prepare("SELECT study_uid FROM study_link_by_order WHERE order_id = ?");
    }

    void insert(StudyLink link) {
        RowGroup rows = new RowGroup();
        link.order()
                .ifPresent(order ->
                        rows.add(insertByOrder.bind(order.value(), link.study().value())));
        rows.add(insert.bind(
                        link.study().value(), link.order().map(OrderId::value).orElse(null), link.by(), link.at()))
                .write(cql);
    }

    void delete(StudyInstanceUid study) {
        cql.run(delete.bind(study.value()));
    }

    Optional<StudyLink> find(StudyInstanceUid study) {
        Iterator<Row> rows = cql.rows(select.bind(study.value()));
        return rows.hasNext() ? Optional.of(read(rows.next())) : Optional.empty();
    }

    Iterator<StudyInstanceUid> linkedTo(OrderId order) {
        Iterator<String> hints =
                Iterators.map(cql.rows(selectByOrder.bind(order.value())), row -> row.getString("study_uid"));
        return new Lookups<>(cql, hints, select::bind, (study, row) -> Optional.of(read(row))
                .filter(link -> link.order().equals(Optional.of(order)))
                .map(StudyLink::study));
    }

    private static StudyLink read(Row row) {
        UUID order = row.getUuid("order_id");
        return new StudyLink(
                new StudyInstanceUid(row.getString("study_uid")),
                Optional.ofNullable(order).map(OrderId::new),
                row.getString("made_by"),
                row.getInstant("made_at"));
    }
}
